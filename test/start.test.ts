import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { muster, startServer } from './server.ts'

function aFolder(t: TestContext) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-start-'))
  t.after(() => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return { MUSTER_DATA_DIR: path.join(folder, 'data') }
}

async function signIn(address: string, { userName, password }: { userName: string; password: string }) {
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password }),
  })
  assert.equal(answer.status < 300, true, `signing in was answered with ${answer.status}`)
  return { cookie: answer.headers.getSetCookie()[0]!.split(';')[0]! }
}

const people = async (address: string, headers: Record<string, string>) =>
  (await (await fetch(`${address}/api/v1/people/counts`, { headers })).json()) as { total: number }

test('a first start answers with a demo; killed and started again it is as it was; Ctrl-C ends it', async t => {
  const env = aFolder(t)
  const first = await startServer(env)
  t.after(() => first.end('SIGKILL'))
  assert.equal((await fetch(`${first.address}/livez`)).status, 200)
  while ((await fetch(`${first.address}/readyz`)).status !== 200)
    await new Promise(resolve => setTimeout(resolve, 100))
  assert.deepEqual(
    first.signIns.map(({ role }) => role),
    ['Directory Admin', 'Directory Standard + Create and Edit Users', 'Read Only', 'Super Admin'],
  )
  const superAdmin = await signIn(first.address, first.signIns.at(-1)!)
  const panel = await fetch(`${first.address}/api/v1/installation/accounts`, { headers: superAdmin })
  assert.equal(((await panel.json()) as { items: object[] }).items.length, 1)
  for (const one of first.signIns.slice(0, -1)) {
    const { total } = await people(first.address, await signIn(first.address, one))
    assert.ok(total > 2_400 && total < 2_510, String(total))
  }
  for (const name of ['secret', 'demo.json']) {
    assert.equal(fs.statSync(path.join(env.MUSTER_DATA_DIR, name)).mode & 0o777, 0o600, name)
  }
  await first.end('SIGKILL')

  const second = await startServer(env)
  t.after(() => second.end('SIGKILL'))
  assert.deepEqual(second.signIns, first.signIns)
  const headers = await signIn(second.address, second.signIns[0]!)
  assert.ok((await people(second.address, headers)).total > 2_400)

  const healthy = await muster(['doctor', '--json'], env)
  assert.equal(healthy.code, 0, healthy.out + healthy.err)

  const stream = await watchARun(second.address, headers, env)
  // It would be 1 if something had not stopped in time.
  assert.equal(await second.end('SIGINT'), 0)
  await stream.ended
  assert.equal(fs.existsSync(path.join(env.MUSTER_DATA_DIR, 'postgres/cluster/postmaster.pid')), false)
})

/** Follows the progress of a run that is held back, as a browser does that is left open. */
async function watchARun(address: string, headers: Record<string, string>, env: Record<string, string>) {
  const { out, err } = await muster(['invite', '--json'], env)
  assert.ok(out.startsWith('{'), err)
  const { id } = JSON.parse(out) as { id: string }
  const answer = await fetch(`${address}/api/v1/runs/${id}/events`, {
    headers: { ...headers, accept: 'text/event-stream' },
  })
  assert.equal(answer.status, 200)
  const reader = answer.body!.getReader()
  assert.match(new TextDecoder().decode((await reader.read()).value), /event: run/)
  return { ended: reader.read().catch(() => {}) }
}

test('what is wrong with the environment is told at once, and nothing is started', async t => {
  const env = aFolder(t)
  const { code, err } = await muster(['serve'], {
    ...env,
    PORT: 'http',
    MAIL_FROM: 'me',
    DATABASE_URL: 'postgres://db/muster',
  })
  assert.equal(code, 2)
  const lines = err.trim().split('\n')
  assert.deepEqual(
    lines.map(line => line.split(' ')[0]),
    ['PORT', 'MAIL_FROM', 'MUSTER_SECRET'],
  )
  assert.equal(fs.existsSync(env.MUSTER_DATA_DIR), false)
})

test('a port that is taken is told in one sentence, and the database is stopped again', async t => {
  const env = aFolder(t)
  const running = await startServer({ ...env, MUSTER_DEMO: '0' })
  t.after(() => running.end('SIGKILL'))
  const port = new URL(running.address).port
  const other = aFolder(t)
  const { code, err } = await muster(['serve'], { ...other, PORT: port, MUSTER_DEMO: '0' })
  assert.equal(code, 1)
  assert.match(err, new RegExp(`Port ${port} on 127.0.0.1 is in use`))
  assert.equal(fs.existsSync(path.join(other.MUSTER_DATA_DIR, 'postgres/cluster/postmaster.pid')), false)
  await running.end('SIGTERM')
})
