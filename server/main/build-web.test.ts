import assert from 'node:assert/strict'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { ensureWebBuilt, webDir } from './build-web.ts'

const index = path.join(webDir, 'index.html')

test('the web client is built once and then left alone until one of its files changes', async () => {
  await ensureWebBuilt()
  const built = await stat(index)

  await ensureWebBuilt()

  assert.equal((await stat(index)).mtimeMs, built.mtimeMs)
})

test('the page loads no script from inside itself, as the content security policy allows none', async () => {
  await ensureWebBuilt()
  assert.doesNotMatch(await readFile(index, 'utf8'), /<script(?![^>]*\ssrc=)[^>]*>/)
})
