import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { muster } from '../server.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-backup-embedded-'))
after(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
const at = (name: string) => ({ MUSTER_DATA_DIR: path.join(folder, name) })
const file = path.join(folder, 'backup')
const secretIn = (name: string) => fs.readFileSync(path.join(folder, name, 'secret'), 'utf8')

test('with the embedded database the secret comes along, and anchors of what was taken back are set aside', async () => {
  await muster(['seed', '--people', '20', '--account', 'Star Builders'], at('one'))
  const made = await muster(['backup', file, '--json'], at('one'))
  assert.equal(JSON.parse(made.out).hasSecret, true, made.err)
  // What happens after the backup, and is noted outside of the database.
  await muster(['api-key', 'create', '--name', 'Later'], at('one'))
  await muster(['due', '--now', new Date().toISOString()], at('one'))

  const elsewhere = await muster(['restore', file], at('two'))
  assert.equal(elsewhere.code, 0, elsewhere.err)
  assert.equal(secretIn('two'), secretIn('one'))
  assert.equal((await muster(['audit', 'verify'], at('two'))).code, 0)

  assert.equal((await muster(['restore', file, '--yes'], at('one'))).code, 0)
  const verified = await muster(['audit', 'verify', '--json'], at('one'))
  assert.equal(verified.code, 0, verified.out)
  assert.deepEqual(
    fs
      .readdirSync(path.join(folder, 'one'))
      .filter(name => /before|pending|restored/.test(name))
      .map(name => name.replace(/before-.*/, 'before')),
    ['audit-anchors.jsonl.before'],
  )
})
