import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { problems } from '../../contract/problems.ts'

const folder = new URL('../../docs/problems/', import.meta.url)

test('every problem has a page that names its code and status, and no page is left over', () => {
  assert.deepEqual(
    fs.readdirSync(folder).sort(),
    Object.keys(problems)
      .map(code => `${code}.md`)
      .sort(),
  )
  for (const [code, status] of Object.entries(problems)) {
    const page = fs.readFileSync(new URL(`${code}.md`, folder), 'utf8')
    assert.ok(page.includes(`\`${code}\`, HTTP status ${status}`), code)
  }
})
