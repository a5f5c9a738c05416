import assert from 'node:assert/strict'
import { on as eventsOf, once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import pg from 'pg'
import { lookThrough, NotABackup, openContainer } from '../../server/db/backup/index.ts'
import { connect } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { MIGRATIONS_FOLDER } from '../../server/db/migration-files.ts'
import { anAccount, aUser } from '../account.ts'
import { launch } from '../server.ts'
import { aBackupGround, contentOf, differences } from './ground.ts'

// Backups that are damaged, cut off, of another version; and kills in the middle of both commands.

let ground: Awaited<ReturnType<typeof aBackupGround>>
let source: string
before(async () => {
  ground = await aBackupGround()
  source = await ground.database()
  const database = connect(source)
  const account = await anAccount(database.db)
  await aUser(database.db, account)
  await database.close()
  await makeLarge(source)
})
after(() => ground.close())

async function ask(url: string, sql: string) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Noise that does not compress, so that a backup takes its time. */
const makeLarge = (url: string) =>
  ask(
    url,
    `insert into mailbox_message (id, envelope_from, envelope_to, raw)
     select gen_random_uuid(), 'a@example.com', '{b@example.com}',
       (select string_agg(decode(md5(random()::text || n || k), 'hex'), '') from generate_series(1, 40) k)
     from generate_series(1, 10000) n`,
  )

test('a backup that was changed or cut off anywhere is refused, and nothing is changed', async () => {
  const file = ground.file('good')
  const target = await ground.database()
  await ground.muster(target, ['backup', file])
  const good = fs.readFileSync(file)
  const before = await contentOf(target)
  const bad: Record<string, Buffer> = {
    'no backup': Buffer.from('PK\u0003\u0004'),
    nothing: Buffer.alloc(0),
    'half a header': good.subarray(0, 40),
    'half of it': good.subarray(0, good.length / 2),
    'without its last byte': good.subarray(0, -1),
    'with a byte more': Buffer.concat([good, Buffer.from('x')]),
    'one bit in the rows': changed(good, good.length - 60),
    'one bit in the header': changed(good, 30),
    'one bit in the sum': changed(good, good.length - 1),
  }
  for (const [what, content] of Object.entries(bad)) {
    const look = async () => lookThrough((await openContainer(Readable.from([content]))).plain(null))
    await assert.rejects(look, NotABackup, what)
  }
  fs.writeFileSync(ground.file('bad'), bad['one bit in the sum']!)
  const { code, err } = await ground.muster(target, ['restore', ground.file('bad'), '--yes'])
  assert.deepEqual(
    [code, err.trim()],
    [1, 'The backup is damaged: it is not what was written. Nothing was changed.'],
  )
  assert.ok(isDeepStrictEqual(await contentOf(target), before))
})

function changed(good: Buffer, at: number): Buffer {
  const bad = Buffer.from(good)
  bad[at]! ^= 1
  return bad
}

test('a backup killed in the middle leaves no file of that name, and the one that was there before stays', async () => {
  const file = ground.file('killed')
  fs.writeFileSync(file, 'of yesterday')
  const child = launch(['backup', file], ground.env(source))
  const ended = once(child, 'exit')
  const watching = fs.watch(path.dirname(file))
  for await (const [, name] of eventsOf(watching, 'change')) if (String(name).endsWith('.unfinished')) break
  watching.close()
  child.kill('SIGKILL')
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  assert.equal(fs.readFileSync(file, 'utf8'), 'of yesterday')
  assert.equal((await ground.muster(source, ['backup', file])).code, 0)
  assert.deepEqual(
    fs.readdirSync(path.dirname(file)).filter(name => name.startsWith('killed')),
    ['killed'],
    'what the killed one left is gone',
  )
})

test('a restore killed in the middle changes nothing, and the next one succeeds', async () => {
  const file = ground.file('large')
  await ground.muster(source, ['backup', file])
  const content = fs.readFileSync(file)
  const target = await ground.database()
  const before = await contentOf(target)
  const child = launch(['restore', '-', '--yes'], ground.env(target), 'pipe')
  const ended = once(child, 'exit')
  child.stdin!.on('error', () => {})
  child.stdin!.write(content.subarray(0, content.length / 2))
  // Asked from outside: a connection to the database itself would be in the way of the restore.
  while (child.exitCode === null && !(await ground.isCopyingInto(target)));
  child.kill('SIGKILL')
  assert.deepEqual(await ended, [null, 'SIGKILL'])
  assert.ok(isDeepStrictEqual(await contentOf(target), before))
  const again = await ground.muster(target, ['restore', file, '--yes'])
  assert.equal(again.code, 0, again.err)
  assert.deepEqual(await differences(target, source), {})
})

test('a backup of an older version is brought up to this one; of a newer one it is refused', async () => {
  const folder = ground.file('migrations')
  fs.mkdirSync(folder)
  const all = fs.readdirSync(MIGRATIONS_FOLDER).sort()
  for (const name of all.slice(0, 4))
    fs.copyFileSync(path.join(MIGRATIONS_FOLDER, name), path.join(folder, name))
  const older = await ground.database({ isMigrated: false })
  await migrate(older, folder)
  const id = '0193fb2e-0000-7000-8000-000000000001'
  await ask(
    older,
    `begin; set local role muster_app; select set_config('muster.account_id', '${id}', true);
     insert into account (id, name, country) values ('${id}', 'Older Builders', 'US'); commit`,
  )
  const file = ground.file('older')
  assert.equal((await ground.muster(older, ['backup', file])).code, 0)
  const target = await ground.database({ isMigrated: false })
  const restored = await ground.muster(target, ['restore', file])
  assert.equal(restored.code, 0, restored.err)
  const { rows } = await ask(target, 'select name from schema_migration order by 1')
  assert.deepEqual(
    rows.map(row => row.name),
    all,
  )
  await ask(older, `insert into schema_migration values ('9999_tomorrow.sql', 'x')`)
  await ground.muster(older, ['backup', file])
  assert.match(
    (await ground.muster(target, ['restore', file, '--yes'])).err,
    /9999_tomorrow.sql.*does not know/,
  )
})

test('no table draws numbers from a sequence, which a backup would not hold', async () => {
  const { rows } = await ask(source, `select from pg_sequences where schemaname = 'public'`)
  assert.equal(rows.length, 0)
})
