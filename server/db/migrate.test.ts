import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, type TestContext, test } from 'node:test'
import pg from 'pg'
import { type TestPostgres, testPostgres } from '../../test/postgres.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS_FOLDER } from './migration-files.ts'

let server: TestPostgres
before(async () => {
  server = await testPostgres()
})
after(() => server.leave())

const ONE = { '0001_one.sql': 'create table one (n int)' }
const TWO = { '0002_two.sql': 'create table two (n int)' }

test('applies what is missing, in order, and then nothing', async t => {
  const url = await anEmptyDatabase(t)
  assert.deepEqual(await migrate(url, aFolderWith(t, ONE)), ['0001_one.sql'])
  assert.deepEqual(await migrate(url, aFolderWith(t, { ...ONE, ...TWO })), ['0002_two.sql'])
  assert.deepEqual(await migrate(url, aFolderWith(t, { ...ONE, ...TWO })), [])
  assert.deepEqual(await tablesOf(url), ['one', 'schema_migration', 'two'])
})

test('two processes that start at once apply each file once', async t => {
  const url = await anEmptyDatabase(t)
  const folder = aFolderWith(t, { ...ONE, ...TWO })
  const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)])
  assert.deepEqual(applied.flat(), ['0001_one.sql', '0002_two.sql'])
})

test('a file that fails leaves nothing behind and says where it failed', async t => {
  const url = await anEmptyDatabase(t)
  const broken = { '0002_two.sql': 'create table two (n int);\n\nselect nonsense;\n' }
  await assert.rejects(
    migrate(url, aFolderWith(t, { ...ONE, ...broken })),
    /0002_two\.sql, line 3,.*nonsense/,
  )
  assert.deepEqual(await tablesOf(url), ['one', 'schema_migration'])
  assert.deepEqual(await migrate(url, aFolderWith(t, { ...ONE, ...TWO })), ['0002_two.sql'])
})

test('a file that was changed after it was applied is refused', async t => {
  const url = await anEmptyDatabase(t)
  await migrate(url, aFolderWith(t, ONE))
  const changed = { '0001_one.sql': 'create table one (n bigint)' }
  await assert.rejects(
    migrate(url, aFolderWith(t, changed)),
    /0001_one\.sql was changed after it was applied/,
  )
})

test('other line ends are not a change', async t => {
  const url = await anEmptyDatabase(t)
  await migrate(url, aFolderWith(t, { '0001_one.sql': 'create table one\n(n int)' }))
  assert.deepEqual(await migrate(url, aFolderWith(t, { '0001_one.sql': 'create table one\r\n(n int)' })), [])
})

test('a database of a newer version is refused', async t => {
  const url = await anEmptyDatabase(t)
  await migrate(url, aFolderWith(t, { ...ONE, ...TWO }))
  await assert.rejects(
    migrate(url, aFolderWith(t, ONE)),
    /0002_two\.sql, which this version .* does not know/,
  )
})

test('a file that would come before an applied one is refused', async t => {
  const url = await anEmptyDatabase(t)
  await migrate(url, aFolderWith(t, TWO))
  await assert.rejects(
    migrate(url, aFolderWith(t, { ...ONE, ...TWO })),
    /0001_one\.sql comes before 0002_two/,
  )
})

test('names that leave the order open are refused', async t => {
  const url = await anEmptyDatabase(t)
  await assert.rejects(migrate(url, aFolderWith(t, { 'one.sql': '' })), /named like 0001_ground\.sql/)
  const twice = aFolderWith(t, { ...ONE, '0001_uno.sql': '' })
  await assert.rejects(migrate(url, twice), /Two migrations have the number 0001/)
})

test('the owner of a database, who is no superuser, brings it up to this version', async t => {
  const url = new URL(await anEmptyDatabase(t))
  const owner = `owner_${randomBytes(6).toString('hex')}`
  // The three roles belong to the whole server: made beforehand, as the guide says for who may not create roles.
  for (const role of ['muster_app', 'muster_definer', 'muster_operator']) {
    await ask(server.url, `create role ${role}`).catch(error => assert.match(String(error), /already exists/))
  }
  await ask(
    server.url,
    `create role ${owner} login password 'x'; grant muster_app, muster_definer, muster_operator to ${owner};
     alter database ${url.pathname.slice(1)} owner to ${owner}`,
  )
  t.after(() => ask(server.url, `drop role ${owner}`))
  url.username = owner
  url.password = 'x'
  assert.equal((await migrate(url.href)).length, fs.readdirSync(MIGRATIONS_FOLDER).length)
})

function aFolderWith(t: TestContext, files: Record<string, string>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-migrations-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  for (const [name, sql] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), sql)
  return folder
}

async function anEmptyDatabase(t: TestContext): Promise<string> {
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  await ask(server.url, `create database ${name}`)
  t.after(() => ask(server.url, `drop database ${name} with (force)`))
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

async function tablesOf(url: string): Promise<unknown[]> {
  const rows = await ask(
    url,
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  )
  return rows.map(row => row.relname).sort()
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows
  } finally {
    await client.end()
  }
}
