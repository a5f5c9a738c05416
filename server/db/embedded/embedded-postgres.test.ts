import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { makeMissingSymlinks } from './binaries.ts'
import { ensureEmbeddedPostgres } from './index.ts'
import { isAlive } from './postmaster.ts'
import { aGround, query } from './testing.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = 65534
const ONE = [{ one: 1 }]

const made = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-embedded-made-'))
before(async () => {
  await (await ensureEmbeddedPostgres({ dataDir: made })).stop()
  fs.rmSync(path.join(made, 'port'))
})
after(() => fs.rmSync(made, { recursive: true, force: true }))

test('an empty folder becomes a durable database that only its password opens', async t => {
  const ground = aGround(t)
  const server = await ground.start()
  const [row] = await query(
    server.url,
    `select current_user::text as who, current_setting('fsync') as fsync, lower('ÄÖÜ') as folded,
            datlocprovider::text || ' ' || datlocale as locale from pg_database where datname = current_database()`,
  )
  assert.deepEqual(row, { who: 'muster', fsync: 'on', folded: 'äöü', locale: 'b C.UTF-8' })
  await query(server.url, 'create extension pg_trgm; create extension btree_gin')

  for (const password of ['wrong', '']) {
    const stranger = new URL(server.url)
    stranger.password = password
    await assert.rejects(query(stranger.href, 'select 1'), /password/i)
  }
  assert.equal(fs.statSync(path.join(ground.dataDir, 'password')).mode & 0o777, 0o600)
  assert.equal(fs.statSync(path.join(ground.dataDir, 'cluster')).mode & 0o777, 0o700)
})

test('addresses in a failed statement stay out of the log', async t => {
  const ground = aGround(t, made)
  const server = await ground.start()
  await query(server.url, 'create table person (email text primary key)')
  const twice = `insert into person values ('ana@example.com'), ('ana@example.com')`
  await assert.rejects(query(server.url, twice), /duplicate key/)
  await assert.rejects(query(server.url, `select 'ana@example.com'::uuid`))
  assert.doesNotMatch(fs.readFileSync(path.join(ground.dataDir, 'postgres.log'), 'utf8'), /ana@example/)
})

test('processes that start at the same moment share one server, which the last to leave stops', async t => {
  const ground = aGround(t)
  const all = await Promise.all([ground.attach(), ground.attach(), ground.attach()])
  assert.equal(new Set(all.map(({ url }) => url)).size, 1)
  assert.equal(all.filter(({ owner }) => owner).length, 1)

  const [first, ...others] = all.sort((a, b) => Number(b.owner) - Number(a.owner))
  await first!.leave()
  assert.deepEqual(await query(others[0]!.url, 'select 1 as one'), ONE)
  await Promise.all(others.map(other => other.leave()))
  assert.equal(ground.postmaster(), undefined)
})

test('a connection that somebody else holds keeps the server running', async t => {
  const ground = aGround(t, made)
  const server = await ground.start()
  const visitor = new pg.Client({ connectionString: server.url })
  await visitor.connect()
  await server.stop()
  assert.deepEqual((await visitor.query('select 1 as one')).rows, ONE)
  await visitor.end()
  await (await ground.start()).stop()
  assert.equal(ground.postmaster(), undefined)
})

test('after kill -9 of the process that started it the server runs on and is found again', async t => {
  const ground = aGround(t, made)
  const killed = await ground.attach()
  await query(killed.url, 'create table kept (n int); insert into kept values (7)')
  await killed.kill()
  const next = await ground.start()
  assert.equal(next.owner, false)
  assert.deepEqual(await query(next.url, 'select n from kept'), [{ n: 7 }])
})

test('after kill -9 of everything the next start recovers what was committed', async t => {
  const ground = aGround(t, made)
  const killed = await ground.attach()
  await query(killed.url, 'create table kept (n int); insert into kept values (7)')
  // A busy backend outlives its postmaster and would keep the next one from starting.
  const busy = query(killed.url, 'select count(*) from generate_series(1, 1e12::bigint)').catch(() => {})
  const count = `select from pg_stat_activity where query like '%1e12%' and pid <> pg_backend_pid()`
  while ((await query(killed.url, count)).length === 0);
  await killed.kill()
  process.kill(ground.postmaster()!, 'SIGKILL')
  const next = await ground.start()
  assert.equal(next.owner, true)
  assert.equal(next.url, killed.url)
  assert.deepEqual(await query(next.url, 'select n from kept'), [{ n: 7 }])
  await busy
})

test('a server that dies under a process that uses it comes back at the same address', async t => {
  const ground = aGround(t, made)
  const lines: string[] = []
  const back = Promise.withResolvers<void>()
  const server = await ground.start(line => {
    lines.push(line)
    if (line.includes('started again')) back.resolve()
  })
  process.kill(ground.postmaster()!, 'SIGKILL')
  await back.promise
  assert.deepEqual(await query(server.url, 'select 1 as one'), ONE)
  assert.ok(!lines.join().includes(new URL(server.url).password))
})

test('a pid file whose number now belongs to another program does not stand in the way', async t => {
  const ground = aGround(t, made)
  const first = await ground.attach()
  const file = path.join(ground.dataDir, 'cluster', 'postmaster.pid')
  const text = fs.readFileSync(file, 'utf8')
  await first.leave()
  fs.writeFileSync(file, text.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
  assert.equal((await ground.start()).owner, true)
})

test('a folder whose making was cut short is made anew', async t => {
  const ground = aGround(t)
  fs.mkdirSync(path.join(ground.dataDir, 'cluster.unfinished'))
  fs.writeFileSync(path.join(ground.dataDir, 'cluster.unfinished', 'PG_VERSION'), '18')
  const server = await ground.start()
  assert.deepEqual(await query(server.url, 'select 1 as one'), ONE)
})

test('a normal user can start it', { skip: !isRoot && 'runs as a normal user already' }, async t => {
  const ground = aGround(t)
  fs.chownSync(ground.dataDir, NOBODY, NOBODY)
  fs.chmodSync(path.dirname(ground.dataDir), 0o755)
  const server = await ground.attach({ uid: NOBODY, gid: NOBODY })
  assert.equal(server.owner, true)
  assert.equal(fs.statSync(path.join(ground.dataDir, 'cluster')).uid, NOBODY)
  await server.leave()
  const asRoot = await ground.start()
  assert.deepEqual(await query(asRoot.url, 'select 1 as one'), ONE)
})

test('a folder of another user is refused in words', { skip: !isRoot && 'needs root' }, async t => {
  const ground = aGround(t)
  fs.chmodSync(path.dirname(ground.dataDir), 0o755)
  fs.writeFileSync(path.join(ground.dataDir, 'start.lock'), '')
  fs.chmodSync(ground.dataDir, 0o755)
  await assert.rejects(ground.attach({ uid: NOBODY, gid: NOBODY }), /belongs to another user/)
})

test('root serves the folder of another user below a parent that only root may enter', {
  skip: !isRoot && 'needs root',
}, async t => {
  const ground = aGround(t)
  fs.chmodSync(path.dirname(ground.dataDir), 0o700)
  fs.chownSync(ground.dataDir, NOBODY, NOBODY)
  const lines: string[] = []
  const server = await ground.start(line => lines.push(line))
  assert.deepEqual(await query(server.url, 'select 1 as one'), ONE)
  assert.match(lines.join(), /passing closed folders/)
})

test('where npm ran no install scripts the symlinks of the libraries are made at start', t => {
  const native = path.join(aGround(t).dataDir, 'native')
  fs.mkdirSync(path.join(native, 'lib'), { recursive: true })
  fs.writeFileSync(path.join(native, 'lib/libpq.so.5.18'), '')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  fs.writeFileSync(path.join(native, 'pg-symlinks.json'), JSON.stringify(links))
  makeMissingSymlinks(native)
  makeMissingSymlinks(native)
  assert.equal(fs.readlinkSync(path.join(native, 'lib/libpq.so.5')), 'libpq.so.5.18')
})

test('stopping twice is the same as stopping once', async t => {
  const ground = aGround(t, made)
  const server = await ground.start()
  const pid = ground.postmaster()!
  await Promise.all([server.stop(), server.stop()])
  assert.equal(isAlive(pid), false)
})
