import assert from 'node:assert/strict'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { inAccount } from '../../server/db/connect.ts'
import { record, verifyChain } from '../../server/features/audit/index.ts'
import { sealingSweep } from '../../server/features/audit/sweeps.ts'
import { anAccount, aUser, signIn, type TestAccount, testInstallation, testPassword } from '../account.ts'
import { aSink, doEverythingDue } from '../mail.ts'
import { aPlace } from '../place.ts'
import { dumpOf } from './dump-of.ts'

// Something is planted in every column that can hold personal data, and none of it is in the database after the erasure.

const canary = {
  firstName: 'Kanaria',
  lastName: 'Vogelsang',
  email: 'kanaria.vogelsang@example.com',
  phone: '+12125550187',
  jobTitle: 'Canarykeeper',
  externalId: 'canary-4711',
  companyName: 'Canary Cages',
  formerEmail: 'formerly.kanaria@example.com',
  reply: '550 no kanaria.vogelsang here',
}
const traces = ['kanaria', 'vogelsang', '2125550187', 'canarykeeper', 'canary-4711', 'formerly']

const { database, app, ask } = await aPlace()

const anchorsFile = path.join(os.tmpdir(), `muster-erasure-anchors-${process.pid}.jsonl`)
const installation = { ...testInstallation, auditAnchorsFile: anchorsFile }
const seal = (account: TestAccount) =>
  sealingSweep({ db: database.db, installation }).sweep(account.id, new Date(), new AbortController().signal)
const verify = (account: TestAccount) =>
  verifyChain(database.db, account.id, { secret: installation.secret, anchorsFile })

/** A user who was imported, edited, invited, refused by a mail server, has joined, made a key, and was inactivated. */
async function aWellKnownUser(account: TestAccount) {
  const { jobTitle, externalId, phone, companyName, firstName, lastName } = canary
  const user = await aUser(database.db, account, {
    ...{
      firstName,
      lastName,
      email: canary.formerEmail,
      phone,
      jobTitle,
      externalId,
      companyName,
      hasJoined: true,
    },
  })
  const row = (header: string, cells: string) => `${header}\n${cells}\n`
  const csv = row(
    'First name,Last name,E-mail,Phone,External ID',
    `${firstName},${lastName},${canary.email},${phone},${externalId}`,
  )
  const imported = await ask(account, 'POST', '/imports?fileName=people.csv', {
    headers: { 'content-type': 'text/csv' },
    text: csv,
  })
  assert.equal(imported.status, 201, JSON.stringify(imported.body))
  await ask(account, 'PATCH', `/people/${user.id}`, {
    payload: { firstName, lastName, email: canary.email, phone, companyName, jobTitle, externalId },
    headers: { 'idempotency-key': 'k1' },
  })
  await ask(account, 'POST', '/bulk-actions/user.change-template/runs', {
    payload: { selection: { filter: { q: 'vogelsang' } }, input: { templateId: account.templates.readOnly } },
    headers: { 'idempotency-key': 'k2' },
  })
  const sink = await aSink()
  await doEverythingDue(database, sink.url, new Date(Date.now() + 60_000), installation)
  await sink.close()
  await inAccount(database.db, account.id, async tx => {
    const { id } = account
    await sql`insert into message (account_id, id, kind, person_id, state, due_at, to_address, to_name, greeting_name, user_name, language, sender_id, reason, reply, gateway_reference)
      values (${id}, gen_random_uuid(), 'welcome', ${user.id}, 'refused', now(), ${canary.email}, 'Kanaria Vogelsang', 'Kanaria', ${canary.email}, 'en', ${account.admin.id}, 'refused-by-server', ${canary.reply}, 'kanaria-1')`.execute(
      tx,
    )
    await sql`insert into delivery_attempt (account_id, message_id, attempt, phase, reason, reply)
      select account_id, id, 1, 'rcpt', 'refused-by-server', ${canary.reply} from message where person_id = ${user.id}`.execute(
      tx,
    )
    await sql`update run_item set detail = ${canary.reply} where subject_id = ${user.id}`.execute(tx)
    await sql`insert into mailbox_message (id, envelope_from, envelope_to, raw) values (gen_random_uuid(), 'muster@example.com', array[${canary.email}], 'Dear Kanaria')`.execute(
      tx,
    )
    await sql`insert into idempotent_request (account_id, person_id, key, fingerprint, status, headers, body)
      values (${id}, ${account.admin.id}, 'k3', '', 200, '{}', ${JSON.stringify({ name: 'Kanaria Vogelsang' })})`.execute(
      tx,
    )
    await sql`insert into suppression (account_id, id, channel, address, reason, detail) values (${id}, gen_random_uuid(), 'email', ${canary.email}, 'bounced', ${canary.reply})`.execute(
      tx,
    )
    await sql`insert into forgotten_password (id, user_name) values (gen_random_uuid(), ${canary.formerEmail})`.execute(
      tx,
    )
    await record(tx, { accountId: id, actorId: user.id }, 'api-key.created', {
      name: 'Kanaria’s laptop',
      prefix: '0a0a0a0a',
      scopes: [],
    })
  })
  await seal(account)
  return user
}

test('what is known of a person is gone from every column, the record stays, and the audit log verifies', async () => {
  const account = await anAccount(database.db)
  const user = await aWellKnownUser(account)
  const planted = await dumpOf(database.url)
  for (const trace of traces) assert.ok(planted.placesOf(trace).length > 0, `${trace} was planted`)

  assert.equal(
    (await ask(account, 'POST', `/people/${user.id}/erasure`)).body.faults[0].reason,
    'still-active',
  )
  await inAccount(database.db, account.id, tx =>
    sql`update person_state set status = 'inactive', active_email = null where person_id = ${user.id}`.execute(
      tx,
    ),
  )
  const review = await ask(account, 'GET', `/people/${user.id}/erasure`)
  assert.deepEqual(
    [review.body.name, review.body.whyNot, review.body.goes.hasLogin],
    ['Kanaria Vogelsang', null, true],
  )
  assert.ok(
    review.body.goes.messages >= 1 && review.body.goes.importLines === 1 && review.body.goes.events >= 2,
  )

  const answer = await ask(account, 'POST', `/people/${user.id}/erasure`, {
    headers: { 'idempotency-key': 'k4' },
  })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const left = await dumpOf(database.url)
  assert.deepEqual(
    Object.fromEntries(traces.map(trace => [trace, left.placesOf(trace)])),
    Object.fromEntries(traces.map(trace => [trace, []])),
  )

  const card = await ask(account, 'GET', `/people/${user.id}`)
  assert.deepEqual([card.body.name, card.body.email, card.body.phone], ['Erased person', null, null])
  await seal(account)
  const report = await verify(account)
  assert.deepEqual(report.faults, [])
  assert.ok(report.erased >= 2)
  const again = await ask(account, 'POST', `/people/${user.id}/erasure`)
  assert.equal(again.body.faults[0].reason, 'already-erased')
  const imports = await ask(account, 'GET', '/imports')
  const { status } = await ask(account, 'GET', `/imports/${imports.body.items[0].id}/lines`)
  assert.equal(status, 200)
  await assert.rejects(signIn(app, canary.formerEmail, testPassword))
})

test('who is a user elsewhere keeps their login there', async () => {
  const [here, elsewhere] = [await anAccount(database.db), await anAccount(database.db)]
  const user = await aUser(database.db, here, { hasJoined: true, status: 'inactive' })
  const other = await aUser(database.db, elsewhere)
  await inAccount(database.db, elsewhere.id, tx =>
    sql`update person set login_id = ${user.loginId} where id = ${other.id}`.execute(tx),
  )
  const review = await ask(here, 'GET', `/people/${user.id}/erasure`)
  assert.equal(review.body.goes.hasLogin, false)
  assert.equal((await ask(here, 'POST', `/people/${user.id}/erasure`)).status, 200)
  const login = await database.db
    .selectFrom('login')
    .select('user_name')
    .where('id', '=', user.loginId!)
    .executeTakeFirst()
  assert.equal(login?.user_name, user.userName)
})

test('a detail that is blanked without an erasure on the record is a fault, and so is any other change', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account)
  await inAccount(database.db, account.id, tx =>
    record(
      tx,
      { accountId: account.id, actorId: account.admin.id },
      'person.changed',
      { changes: [{ field: 'email', from: null, to: 'a@example.com' }] },
      user.id,
    ),
  )
  await seal(account)
  const owner = new pg.Client(database.url)
  await owner.connect()
  const blank = (set: string) => owner.query(`update audit_event set ${set} where subject_id = '${user.id}'`)
  await assert.rejects(blank(`detail = '{"changes": []}'`), /append-only/)
  await assert.rejects(blank(`detail = '{}'`), /append-only/)
  await blank(`detail = '{}', erased_at = now()`)
  assert.deepEqual(
    (await verify(account)).faults.map(one => one.fault),
    ['blanked'],
  )
  await owner.end()
})
