import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { muster } from './server.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-commands-'))
const env = { MUSTER_DATA_DIR: path.join(folder, 'data') }
after(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** No server is running: each command starts the database and leaves it stopped. */
async function answer(...args: string[]) {
  const { code, out, err } = await muster([...args, '--json'], env)
  return { code, err, value: out ? JSON.parse(out) : null }
}

test('without an account a command says what to do', async () => {
  const { code, err } = await answer('invite')
  assert.equal(code, 2)
  assert.match(err, /There is no account yet/)
})

test('seed makes an account with people, and says how to sign in', async () => {
  const { code, value, err } = await answer('seed', '--people', '100', '--account', 'Star Builders')
  assert.equal(code, 0, err)
  assert.equal(value.people, 100)
  assert.equal(value.signIn.role, 'Directory Admin')
})

test('a dry run says who would be invited and invites nobody', async () => {
  const { code, value } = await answer('invite', '--dry-run')
  assert.equal(code, 0)
  assert.ok(value.acting.count > 10)
  assert.deepEqual((await answer('runs')).value, [])
})

test('invite starts a run, due does it, runs tells how it ended', async () => {
  const started = await answer('invite')
  assert.equal(started.code, 0, started.err)
  assert.equal(started.value.state, 'queued')

  const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
  const done = await answer('due', '--now', inAnHour)
  assert.equal(done.code, 0, done.err)

  const { value } = await answer('runs', started.value.id)
  assert.equal(value.state, 'completed')
  assert.ok(value.counts.done > 10)
  assert.equal(value.counts.pending + value.counts.failed, 0)
})

test('import applies the good lines, reports the faulty ones and ends with 2', async () => {
  const file = path.join(folder, 'people.csv')
  fs.writeFileSync(file, 'First name,Last name,E-mail\nAna,Kovač,ana@example.com\nBo,Berg,bo@\n')
  const rehearsed = await answer('import', file, '--dry-run')
  assert.equal(rehearsed.code, 2, rehearsed.err)
  assert.equal(rehearsed.value.counts.faulty, 1)

  const { code, value } = await answer('import', file)
  assert.equal(code, 2)
  assert.deepEqual([value.counts.add, value.counts.faulty], [1, 1])
  assert.deepEqual(
    value.faulty.map((line: { line: number }) => line.line),
    [3],
  )
})

test('api-key create shows a key once, of who acts, with all that they may do or the scopes named', async () => {
  const whole = await answer('api-key', 'create', '--name', 'Nightly import')
  assert.equal(whole.code, 0, whole.err)
  assert.match(whole.value.key, /^muster_[0-9a-f]{8}_[\w-]{43}$/)
  assert.ok(whole.value.scopes.includes('directory.import'))
  const { value } = await answer(
    'api-key',
    'create',
    '--name',
    'Look',
    '--scope',
    'directory.view',
    '--days',
    '7',
  )
  assert.deepEqual(value.scopes, ['directory.view'])
  const again = await answer('api-key', 'create', '--name', 'nightly IMPORT')
  assert.equal(again.code, 1)
  assert.match(again.err, /Another one has this name/)
})

test('a command called wrongly ends with 2 and an example', async () => {
  for (const [args, words] of [
    [['due', '--now', 'tomorrow'], /--now is tomorrow.*for example/],
    [['seed', '--people', 'many'], /--people is many.*for example/],
    [['invite', '--filter', 'shoe=44'], /--filter takes name=value.*for example/],
    [['import', os.tmpdir()], /is a folder, not a file/],
    [['import', 'people.csv', '--map', 'Surname'], /--map takes header=field.*for example/],
    [['runs', '--account', 'Nobody'], /no account named Nobody/],
    [['invite', '--as', 'nobody@example.com'], /nobody@example.com is no active user of Star Builders/],
    [['api-key', 'create'], /--name says.*for example/],
    [['api-key', 'create', '--name', 'x', '--scope', 'fly'], /--scope is fly.*for example/],
    [['api-key', 'create', '--name', 'x', '--days', 'many'], /--days is many.*for example/],
    [['fly'], /unknown command 'fly'/],
  ] as [string[], RegExp][]) {
    const { code, err } = await muster(args, env)
    assert.equal(code, 2, args.join(' '))
    assert.match(err, words)
  }
})

test('due does not write to real people unless told so', async () => {
  const { code, err } = await muster(['due', '--now', '2027-01-01'], {
    ...env,
    SMTP_URL: 'smtp://127.0.0.1:9',
  })
  assert.equal(code, 2)
  assert.match(err, /--yes/)
})

test('a super admin is made with a password that is shown once; the last one stays unless that is meant', async () => {
  const made = await answer('super-admin', 'add', 'Pat@Example.com')
  assert.equal(made.code, 0, made.err)
  assert.deepEqual([made.value.userName, made.value.isNew], ['pat@example.com', true])
  assert.match(made.value.password, /^([0-9a-f]{6}-){4}[0-9a-f]{6}$/)
  const again = await answer('super-admin', 'add', 'pat@example.com')
  assert.deepEqual([again.value.isNew, again.value.password], [false, undefined])
  const last = await answer('super-admin', 'remove', 'pat@example.com')
  assert.deepEqual([last.code, /last super admin.*--yes/.test(last.err)], [2, true])
  const { value } = await answer('super-admin', 'list')
  assert.deepEqual(
    value.superAdmins.map((one: { userName: string }) => one.userName),
    ['pat@example.com'],
  )
  assert.match((await answer('super-admin', 'password', 'pat@example.com')).value.password, /^[0-9a-f-]{34}$/)
  assert.equal((await answer('super-admin', 'remove', 'pat@example.com', '--yes')).code, 0)
  assert.equal((await answer('super-admin', 'add', 'pat@example.com')).value.isNew, true)
})

test('sending is paused with a reason and resumed, and the installation’s record of it is whole', async () => {
  assert.equal((await answer('sending', 'pause')).code, 2)
  const paused = await answer('sending', 'pause', '--reason', 'The mail server moves')
  assert.equal(paused.value.paused.reason, 'The mail server moves')
  assert.equal((await answer('sending', 'resume')).value.paused, null)
  const verified = await answer('audit', 'verify', '--installation')
  assert.deepEqual([verified.code, verified.value.installation.faults], [0, []])
  assert.ok(verified.value.installation.unsealed >= 6)
})

test('doctor finds what is wrong and says how to mend it', async () => {
  fs.chmodSync(path.join(env.MUSTER_DATA_DIR, 'secret'), 0o644)
  const { code, out } = await muster(['doctor'], { ...env, SMTP_URL: 'smtp://127.0.0.1:9' })
  assert.equal(code, 1)
  assert.match(out, /^FAULT data folder: Others can read secret .* chmod 600/m)
  assert.match(out, /^FAULT mail: .*look at SMTP_URL/m)
  assert.match(out, /^ok {4}tenant wall/m)
})
