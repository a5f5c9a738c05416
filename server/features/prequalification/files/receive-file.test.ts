import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { receiveFile } from './receive-file.ts'

const leftovers = () => fs.readdirSync(os.tmpdir()).filter(name => name.startsWith('muster-upload-'))
const megabyte = 1024 * 1024

function* zeros(megabytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(megabyte)
  for (let sent = 0; sent < megabytes; sent++) yield piece
}

test('a file of 1 GB is read to its end and thrown away as it comes: nothing of it is kept', async () => {
  let longest = 0
  const watched = Readable.from(
    (function* () {
      for (const piece of zeros(1024)) {
        for (const name of leftovers())
          longest = Math.max(longest, fs.statSync(`${os.tmpdir()}/${name}`).size)
        yield piece
      }
    })(),
  )
  await assert.rejects(
    receiveFile(watched, 2 * megabyte, async () => assert.fail('it was handed on')),
    { code: 'file-too-large' },
  )
  assert.ok(longest <= 2 * megabyte)
  assert.deepEqual(leftovers(), [])
})

test('a file whose sender breaks off leaves nothing, and is not handed on', async () => {
  const broken = Readable.from(
    (function* () {
      yield Buffer.alloc(10)
      throw new Error('gone')
    })(),
  )
  await assert.rejects(
    receiveFile(broken, megabyte, async () => assert.fail('it was handed on')),
    { code: 'malformed-request' },
  )
  assert.deepEqual(leftovers(), [])
})

test('a file that fits is handed on whole, with its size and sum', async () => {
  const seen = await receiveFile(Readable.from([Buffer.from('abc')]), megabyte, async file => ({
    content: fs.readFileSync(file.path, 'utf8'),
    sizeBytes: file.sizeBytes,
    sum: file.sha256.toString('hex').slice(0, 8),
  }))
  assert.deepEqual(seen, { content: 'abc', sizeBytes: 3, sum: 'ba7816bf' })
})
