import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { anAccount, signIn, testPassword } from '../account.ts'
import { aSink, linkIn, type Sink } from '../mail.ts'
import { aPlace, atTheEnd } from '../place.ts'
import { scriptedSmtpServer } from '../scripted-smtp-server.ts'
import { launch } from '../server.ts'
import { declared } from './declared-columns.ts'
import { dumpOf } from './dump-of.ts'

// What nobody may read later: planted through a real API and worker, real SMTP, and looked for wherever something is kept or told.

const planted = {
  secret: 'canary-installation-secret-0123456789abcdef',
  password: 'canary sings under seven harbours',
  email: 'canary.mail@example.com',
  phone: '+12125550177',
}
const told: string[] = []
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-canary-'))
atTheEnd(() => fs.rmSync(folder, { recursive: true, force: true }))
const { database, app } = await aPlace()
const account = await anAccount(database.db)
let address: string

/** Starts a process of Muster; all it says is kept. @returns once it says that it is ready */
async function start(command: 'api' | 'worker', smtpUrl: string): Promise<() => Promise<unknown>> {
  const child = launch([command], {
    ...{
      DATABASE_URL: database.url,
      MUSTER_SECRET: planted.secret,
      MUSTER_DATA_DIR: folder,
      PORT: '0',
      SMTP_URL: smtpUrl,
    },
  })
  const ended = new Promise(resolve => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(told.join(''))))
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        told.push(text)
        const at = /ready at (\S+)/.exec(told.join(''))
        if (at) address = at[1]!
        if (command === 'api' ? at : /works on what is due/.test(text)) resolve()
      })
    }
  })
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}

async function ask(method: string, url: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${address}${url}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

/** Somebody whose invitation carried a temporary password, and who has chosen one of their own. @returns the temporary one */
async function joinedWithTemporary(email: string, sink: Sink, headers: Record<string, string>) {
  const settings = { invitationCarries: 'temporary-password' }
  assert.equal((await ask('PATCH', '/api/v1/settings', settings, headers)).status, 200)
  const person = { firstName: 'Can', lastName: 'Ary', email, phone: null, companyName: null }
  const added = await ask(
    'POST',
    '/api/v1/people',
    { ...person, templateId: account.templates.readOnly },
    headers,
  )
  const { id } = JSON.parse(added.text)
  assert.equal((await ask('POST', `/api/v1/people/${id}/invitation`, undefined, headers)).status, 202)
  while (!sink.recipients().includes(email)) await wait(50)
  const [mail] = await sink.mailTo(email)
  const temporaryPassword = /\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b/.exec(mail!.text!)![0]
  const choose = { userName: email, temporaryPassword, password: planted.password }
  assert.equal((await ask('POST', '/api/v1/session/own-password', choose)).status, 204)
  return temporaryPassword
}

test('a password, a temporary one, the secret, a link, an address and a phone stand nowhere but where they are declared', async () => {
  const headers = await signIn(app, account.admin.userName!, testPassword)
  const failing = await scriptedSmtpServer({ greeting: `421 4.3.2 not now, ${planted.email}` })
  atTheEnd(() => failing.close())
  const sink = await aSink()
  atTheEnd(() => sink.close())
  atTheEnd(await start('api', sink.url))
  const refusing = await start('worker', `smtp://127.0.0.1:${failing.port}`)

  const added = await ask(
    'POST',
    '/api/v1/people',
    {
      firstName: 'Can',
      lastName: 'Ary',
      email: planted.email,
      phone: planted.phone,
      companyName: null,
      templateId: account.templates.readOnly,
    },
    headers,
  )
  assert.equal(added.status, 201, added.text)
  const { id } = JSON.parse(added.text)
  assert.equal((await ask('POST', `/api/v1/people/${id}/invitation`, undefined, headers)).status, 202)
  await failing.gone
  await refusing()
  atTheEnd(await start('worker', sink.url))
  while (!sink.recipients().includes(planted.email)) await wait(50)
  const [mail] = await sink.mailTo(planted.email)
  const link = linkIn(mail!).secret
  assert.equal((await ask('POST', `/api/v1/join/${link}`, { password: planted.password })).status, 204)

  const second = `second.${planted.email}`
  const temporary = await joinedWithTemporary(second, sink, headers)

  const problems = await Promise.all([
    ask('POST', '/api/v1/session', { userName: second, password: temporary }),
    ask('POST', '/api/v1/session', { userName: planted.email, password: temporary }),
    ask('POST', '/api/v1/session', { userName: planted.email, password: `${planted.password}!` }),
    ask('POST', `/api/v1/join/${link}`, { password: planted.password }),
    ask('GET', `/api/v1/people?email=${planted.email}&sort=nothing`, undefined, headers),
    ask('GET', `/join/${link}/${planted.email}`),
    ask('POST', '/api/v1/people', { email: 7, phone: planted.phone }, headers),
  ])
  const metrics = await ask('GET', '/metrics')
  const audit = await ask('GET', '/api/v1/audit-events.csv', undefined, headers)
  const people = await ask('GET', '/api/v1/people.csv', undefined, headers)
  const dump = await dumpOf(database.url)

  const never = [planted.secret, planted.password, link, temporary, temporary.replaceAll('-', '')]
  for (const text of never) assert.deepEqual(dump.placesOf(text), [], `in the database: ${text.slice(0, 9)}…`)
  for (const text of [planted.email, planted.phone]) {
    assert.deepEqual(
      dump.placesOf(text).filter(place => !declared.has(place)),
      [],
      text,
    )
  }
  const everywhere = {
    logs: told.join(''),
    metrics: metrics.text,
    problems: problems.map(one => one.text).join('\n'),
  }
  for (const [where, said] of Object.entries(everywhere)) {
    const found = [...never, planted.email, planted.phone, planted.phone.slice(1)].filter(text =>
      said.includes(text),
    )
    assert.deepEqual(
      found.map(text => text.slice(0, 9)),
      [],
      where,
    )
  }
  for (const text of never) assert.ok(!audit.text.includes(text) && !people.text.includes(text))
  assert.ok(
    people.text.includes(planted.email),
    'an export of people has their addresses, and is for who may export',
  )
})
