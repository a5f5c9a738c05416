import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { actorFor, anAccount, aUser, signedIn, signIn, testPassword } from '../../../test/account.ts'
import { doEverythingDue, linkIn } from '../../../test/mail.ts'
import { aPlaceWithMail } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { createApiKey } from '../sign-in/index.ts'
import { panelAsker } from './testing.ts'

const { database, app, sink, ask } = await aPlaceWithMail()
const panel = await panelAsker(database.db, app)

const soon = () => new Date(Date.now() + 1000)
const newAccount = (more: object = {}) => ({
  accountName: `Volt Electric ${randomUUID()}`,
  country: 'DE',
  language: 'en',
  timeZone: 'Europe/Berlin',
  firstName: 'Jo',
  lastName: 'Smith',
  email: `jo-${randomUUID()}@example.com`,
  ...more,
})

test('a new account’s first Directory Admin is invited in the installation’s name, and chooses the password', async () => {
  const input = newAccount()
  const made = await panel.ask('POST', '/accounts', input)
  assert.equal(made.status, 201)
  assert.deepEqual(
    [made.body.name, made.body.country, made.body.timeZone, made.body.users.active, made.body.users.joined],
    [input.accountName, 'DE', 'Europe/Berlin', 1, 0],
  )
  await doEverythingDue(database, sink.url, soon())
  const [mail] = await sink.mailTo(input.email)
  assert.equal(mail!.subject, `Muster invites you to join ${input.accountName}`)
  assert.equal(mail!.replyTo, undefined)
  const { secret } = linkIn(mail!)
  const join = { method: 'POST', url: `/api/v1/join/${secret}`, payload: { password: testPassword } } as const
  assert.equal((await app.inject(`/api/v1/join/${secret}`)).json().inviterName, 'Muster')
  assert.equal((await app.inject(join)).statusCode, 204)
  const who = await signIn(app, input.email, testPassword)
  const me = (await app.inject({ url: '/api/v1/session', headers: who })).json()
  assert.deepEqual([me.account.name, me.permissions.includes('settings.change')], [input.accountName, true])
  const events = (await app.inject({ url: '/api/v1/audit-events', headers: who })).json().items
  const byNobody = events.filter((event: { actor: unknown }) => event.actor === null)
  assert.deepEqual(byNobody.map((event: { event: string }) => event.event).sort(), [
    'account.created',
    'person.invited',
  ])
})

test('all faults of a new account are told at once, a name that is taken by itself, and then nothing is made', async () => {
  const faults = async (input: object) => {
    const { status, body } = await panel.ask('POST', '/accounts', input)
    assert.equal(status, 422, JSON.stringify(body))
    return body.faults.map((fault: { path: string[]; reason: string }) => `${fault.path[0]} ${fault.reason}`)
  }
  assert.deepEqual(
    await faults(newAccount({ accountName: ' ', country: 'XX', timeZone: 'Mars', email: 'a@b', extra: 1 })),
    [
      'accountName required',
      'extra unknown-field',
      'country not-a-choice',
      'timeZone not-a-choice',
      'email email-malformed',
    ],
  )
  const { name } = await anAccount(database.db, { name: 'Star Framing' })
  assert.deepEqual(await faults(newAccount({ accountName: name.toUpperCase() })), ['accountName name-in-use'])
})

test('the same Idempotency-Key makes one account', async () => {
  const input = newAccount()
  const key = { 'idempotency-key': randomUUID() }
  const first = await panel.ask('POST', '/accounts', input, key)
  const second = await panel.ask('POST', '/accounts', input, key)
  assert.deepEqual([second.status, second.body.id], [201, first.body.id])
})

test('accounts are listed by name with counts, found by part of their name, page by page', async () => {
  const word = randomUUID().slice(0, 8)
  for (const letter of ['C', 'a', 'Б']) await anAccount(database.db, { name: `${letter} ${word}` })
  const names = async (query: string) => {
    const { body } = await panel.ask('GET', `/accounts?q=${word.toUpperCase()}&${query}`)
    return [body.items.map(({ name }: { name: string }) => name[0]).join(''), body.next] as const
  }
  const [first, next] = await names('limit=2')
  const [rest, end] = await names(`limit=2&cursor=${next}`)
  assert.deepEqual([first, rest, end], ['aC', 'Б', null])
  assert.deepEqual(await names('state=suspended'), ['', null])
  const { body } = await panel.ask('GET', `/accounts?q=${word}&limit=1`)
  assert.deepEqual(body.items[0].users, { active: 3, joined: 3, invited: 0, suppressed: 0 })
})

test('into a suspended account nobody gets, by session, key, password or link; afterwards everybody does', async () => {
  const account = await anAccount(database.db)
  const headers = await signedIn(database.db, account, account.admin)
  const admin = await actorFor(database.db, account, account.admin)
  const { key } = await inAccount(database.db, account.id, tx =>
    createApiKey(tx, admin, { name: 'Look', scopes: ['directory.view'], days: 1 }, new Date()),
  )
  const email = `link-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  await doEverythingDue(database, sink.url, soon())
  const { secret } = linkIn((await sink.mailTo(email))[0]!)
  const credentials = { userName: account.admin.userName!, password: testPassword }
  const tries = () =>
    Promise.all(
      [
        app.inject({ url: '/api/v1/people', headers }),
        app.inject({ url: '/api/v1/session', headers }),
        app.inject({ url: '/api/v1/people', headers: { authorization: `Bearer ${key}` } }),
        app.inject({ method: 'POST', url: '/api/v1/session', payload: credentials }),
        app.inject(`/api/v1/join/${secret}`),
      ].map(async answer => {
        const { statusCode, body } = await answer
        return statusCode < 300 ? statusCode : `${statusCode} ${JSON.parse(body).code}`
      }),
    )
  const suspended = await panel.ask('POST', `/accounts/${account.id}/suspend`, { reason: 'Unpaid' })
  assert.deepEqual([suspended.body.state, suspended.body.suspended.reason], ['suspended', 'Unpaid'])
  assert.deepEqual(await tries(), Array(5).fill('403 account-suspended'))
  assert.equal(
    (await app.inject({ method: 'POST', url: `/api/v1/join/${secret}`, payload: { password: testPassword } }))
      .statusCode,
    403,
  )
  await panel.ask('POST', `/accounts/${account.id}/resume`)
  assert.deepEqual(await tries(), [200, 200, 200, 204, 200])
  const { body } = await ask(account, 'GET', '/audit-events')
  assert.deepEqual(
    body.items
      .filter(({ event }: { event: string }) => event.startsWith('account.'))
      .map(({ event, detail }: { event: string; detail: object }) => [event, detail])
      .slice(0, 2),
    [
      ['account.resumed', {}],
      ['account.suspended', { reason: 'Unpaid' }],
    ],
  )
})

test('a wrong password is told nothing of a suspension; a login with another account goes there', async () => {
  const suspended = await anAccount(database.db)
  await panel.ask('POST', `/accounts/${suspended.id}/suspend`, { reason: 'Unpaid' })
  const { userName, loginId } = suspended.admin
  const wrong = { userName, password: 'not the password at all' }
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: wrong })
  assert.equal(answer.json().code, 'wrong-user-name-or-password')
  const other = await anAccount(database.db)
  const { id } = await aUser(database.db, other, {})
  await inAccount(database.db, other.id, async tx => {
    await tx.updateTable('person').set({ login_id: loginId }).where('id', '=', id).execute()
    const joined = { invitation_state: 'accepted', joined_at: new Date() } as const
    await tx.updateTable('person_state').set(joined).where('person_id', '=', id).execute()
  })
  const headers = await signIn(app, userName!, testPassword)
  const me = (await app.inject({ url: '/api/v1/session', headers })).json()
  assert.deepEqual([me.account.id, me.accounts.map((one: { id: string }) => one.id)], [other.id, [other.id]])
})

test('while an account is suspended its runs stand and nothing leaves; then all goes on, and others never noticed', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const users = await Promise.all(
    [1, 2, 3].map(n => aUser(database.db, account, { email: `stand-${n}-${account.id}@example.com` })),
  )
  await ask(account, 'PATCH', '/settings', { payload: { bulkHoldSeconds: 0 } })
  const selection = { ids: users.map(user => user.id) }
  const run = await ask(account, 'POST', '/bulk-actions/user.invite/runs', {
    payload: { selection, input: {} },
  })
  const elsewhere = await aUser(database.db, other, { email: `other-${other.id}@example.com` })
  await ask(other, 'POST', `/people/${elsewhere.id}/invitation`)
  await panel.ask('POST', `/accounts/${account.id}/suspend`, { reason: 'Unpaid' })
  sink.forget()
  // Two workers, and a year later: reminders would be due too.
  const later = new Date(Date.now() + 365 * 24 * 60 * 60 * 1000)
  await Promise.all([1, 2].map(() => doEverythingDue(database, sink.url, later)))
  assert.deepEqual(
    sink.recipients().filter(address => address.includes(account.id)),
    [],
  )
  assert.equal(sink.recipients().filter(address => address.includes(other.id)).length > 0, true)

  await panel.ask('POST', `/accounts/${account.id}/resume`)
  await Promise.all([1, 2].map(() => doEverythingDue(database, sink.url, soon())))
  assert.deepEqual(
    sink
      .recipients()
      .filter(address => address.includes(account.id))
      .sort(),
    [1, 2, 3].map(n => `stand-${n}-${account.id}@example.com`),
  )
  const finished = await ask(account, 'GET', `/runs/${run.body.id}`)
  assert.deepEqual([finished.body.state, finished.body.counts.done], ['completed', 3])
})

test('a message in hand when its account is suspended goes back before its final dot, and out afterwards', async () => {
  const account = await anAccount(database.db)
  const email = `in-hand-${account.id}@example.com`
  const { id } = await aUser(database.db, account, { email })
  await ask(account, 'POST', `/people/${id}/invitation`)
  // The mail server thinks about the recipient until the account is suspended: the fence then says no.
  const slow = new SMTPServer({
    authOptional: true,
    onRcptTo(_address, _session, done) {
      void panel.ask('POST', `/accounts/${account.id}/suspend`, { reason: 'Unpaid' }).then(() => done())
    },
  })
  slow.listen(0, '127.0.0.1')
  await once(slow.server, 'listening')
  const { port } = slow.server.address() as AddressInfo
  await doEverythingDue(database, `smtp://127.0.0.1:${port}?ignoreTls=1`, soon())
  await new Promise<void>(resolve => slow.close(resolve))
  const state = async () =>
    (
      await inAccount(database.db, account.id, tx =>
        tx.selectFrom('message').select('state').where('person_id', '=', id).executeTakeFirstOrThrow(),
      )
    ).state
  assert.equal(await state(), 'queued')
  await panel.ask('POST', `/accounts/${account.id}/resume`)
  await doEverythingDue(database, sink.url, soon())
  assert.equal(await state(), 'accepted')
})

test('an account that is not there is not found', async () => {
  const nowhere = randomUUID()
  for (const [method, url, payload] of [
    ['GET', `/accounts/${nowhere}`, undefined],
    ['POST', `/accounts/${nowhere}/suspend`, { reason: 'Unpaid' }],
    ['POST', `/accounts/${nowhere}/resume`, undefined],
  ] as const)
    assert.equal((await panel.ask(method, url, payload)).status, 404)
})
