import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldChange } from '../../../contract/audit.ts'
import { actorFor, aUser, testInstallation } from '../../../test/account.ts'
import { peopleCsv } from '../../../test/people-csv.ts'
import { inAccount } from '../../db/connect.ts'
import { importEffects } from '../../registry.ts'
import { applyImport } from './apply-import.ts'
import { importPeople } from './import-people.ts'
import { importsUnderTest, reasonsByLine } from './testing.ts'

const it = await importsUnderTest()

type AuditPage = { items: { event: string; detail: { changes?: FieldChange[] } }[] }
const standardName = 'Directory Standard + Create and Edit Users'
const effects = importEffects(testInstallation)
const twoPeople =
  'First Name,Last Name,Email,Phone,Company,Job Title,Employee ID,Language\n' +
  'Ana,Kovač,ana@example.com,+12125550101,Star Framing,Foreman,E1,ru\nJo,Smith,jo@example.com,,star framing,,,\n'

test('applying adds the good lines with all that they say; an unknown company is made once', async () => {
  const account = await it.anAccount()
  const view = await it.importFile(account, twoPeople)
  assert.deepEqual(view.counts, { add: 2, update: 0, unchanged: 0, faulty: 0 })
  assert.ok(view.appliedAt)
  const people = await it.peopleOf(account)
  assert.deepEqual(
    people.map(one => [one.first_name, one.last_name, one.email, one.phone, one.company_name, one.job_title]),
    [
      ['Ana', 'Kovač', 'ana@example.com', '+12125550101', 'Star Framing', 'Foreman'],
      ['Jo', 'Smith', 'jo@example.com', null, 'Star Framing', null],
    ],
  )
  assert.deepEqual(
    people.map(one => [
      one.external_id,
      one.language,
      one.email_verdict,
      one.phone_verdict,
      one.active_email,
    ]),
    [
      ['E1', 'ru', 'ok', 'ok', 'ana@example.com'],
      [null, null, 'ok', 'missing', 'jo@example.com'],
    ],
  )
  assert.equal(people[0]?.company_id, people[1]?.company_id)
  const lines = await it.linesOf(account, view)
  assert.deepEqual(
    lines.map(line => line.personId),
    people.map(one => one.id),
  )
})

test('a second import of the same file changes nothing', async () => {
  const account = await it.anAccount()
  await it.importFile(account, twoPeople)
  const before = await it.peopleOf(account)
  const view = await it.importFile(account, twoPeople)
  assert.deepEqual(view.counts, { add: 0, update: 0, unchanged: 2, faulty: 0 })
  assert.deepEqual(await it.peopleOf(account), before)
})

test('an update changes what the line says; empty cells and missing columns leave things as they are', async () => {
  const account = await it.anAccount()
  const ana = {
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'ana@example.com',
    phone: '+12125550101',
    jobTitle: 'Mason',
    companyName: 'Star',
    externalId: 'E1',
    language: 'ru' as const,
    templateId: account.templates.standard,
  }
  const user = await aUser(it.db, account, ana)
  await it.importFile(account, 'Last Name,Email,Phone,Job Title,Template\nBerg,ana@example.com,,Foreman,\n')
  const [person] = await it.peopleOf(account)
  assert.deepEqual(
    [person?.first_name, person?.last_name, person?.phone, person?.job_title, person?.company_name],
    ['Ana', 'Berg', '+12125550101', 'Foreman', 'Star'],
  )
  assert.deepEqual(
    [person?.external_id, person?.language, person?.template_id, person?.phone_verdict],
    ['E1', 'ru', account.templates.standard, 'ok'],
  )
  await it.importFile(account, 'Name,Employee ID,Company,Template\nAna Berg,E1,New Firm,read only\n')
  const [moved] = await it.peopleOf(account)
  assert.deepEqual([moved?.company_name, moved?.template], ['New Firm', 'Read Only'])
  assert.notEqual(moved?.company_id, person?.company_id)

  const { items } = (await it.ask<AuditPage>(account, 'GET', `/audit-events?person=${user.id}`)).body
  const recorded = items.map(({ event, detail }) => [event, detail.changes])
  assert.deepEqual(recorded, [
    [
      'person.changed',
      [
        { field: 'companyName', from: 'Star', to: 'New Firm' },
        { field: 'templateId', from: standardName, to: 'Read Only' },
      ],
    ],
    [
      'person.changed',
      [
        { field: 'lastName', from: 'Kovač', to: 'Berg' },
        { field: 'jobTitle', from: 'Mason', to: 'Foreman' },
      ],
    ],
  ])
})

test('good lines are applied and faulty ones reported: once mended, their own file imports them', async () => {
  const account = await it.anAccount()
  const view = await it.importFile(
    account,
    'Name;Email;Phone\nAna Kovač;ana@example.com;+12125550101\nBo Berg;bo@nowhere;+12125550102\n"Ёж; ""Eve""";eve;\nCy;c@example.com;;x\n',
  )
  assert.deepEqual([view.counts.add, view.counts.faulty], [1, 3])
  const file = (await it.ask(account, 'GET', `/imports/${view.id}/faults.csv`)).text
  assert.deepEqual(file.split('\r\n').slice(0, 4), [
    '\uFEFFLine;What to mend;Name;Email;Phone',
    `3;"Email: This is not a complete e-mail address. Write it as name@company.com, without spaces.";Bo Berg;bo@nowhere;'+12125550102`,
    `4;"Email: This is not a complete e-mail address. Write it as name@company.com, without spaces.";"Ёж; ""Eve""";eve;`,
    '5;"This line has more cells than there are headings. Put text that contains the separator between quotation marks, or give the extra column a heading.";Cy;c@example.com;;x',
  ])
  const unmended = await it.check(account, file)
  assert.deepEqual(reasonsByLine(await it.linesOf(account, unmended)), [
    '2: email-malformed',
    '3: email-malformed',
    '4: too-many-cells',
  ])
  const mended = file.replace('bo@nowhere', 'bo@example.com').replace(';;x', ';')
  const again = await it.importFile(account, mended)
  assert.deepEqual([again.counts.add, again.counts.faulty], [2, 1])
  const bo = (await it.peopleOf(account)).find(person => person.last_name === 'Berg')
  assert.deepEqual([bo?.email, bo?.phone], ['bo@example.com', '+12125550102'])
})

test('an import is applied once, also by two at the same moment', async () => {
  const account = await it.anAccount()
  const view = await it.check(account, twoPeople)
  const answers = await Promise.all([it.apply(account, view, true), it.apply(account, view, true)])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
  assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'import-already-applied')
  assert.equal((await it.peopleOf(account)).length, 2)
  assert.equal((await it.ask<{ items: [] }>(account, 'GET', '/runs')).body.items.length, 1)
})

test('killed in the middle of applying, nothing was done, and applying again gives exactly the same end', async () => {
  const account = await it.anAccount()
  const actor = await actorFor(it.db, account, account.admin)
  await aUser(it.db, account, {
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'old@example.com',
    externalId: 'E1',
  })
  const before = await it.peopleOf(account)
  const view = await it.check(account, twoPeople)
  const planned = await inAccount(it.db, account.id, tx =>
    tx
      .selectFrom('import_line')
      .select('person_id')
      .where('import_id', '=', view.id)
      .orderBy('line')
      .execute(),
  )
  // The backend dies after the companies are made and before the people are.
  const killed = {
    ...effects,
    whenAddressChanges: [
      async (tx: Parameters<(typeof effects.whenAddressChanges)[0]>[0]) => {
        const { rows } = await it.database.pool.query(
          `select pid from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
        )
        assert.equal(rows.length, 1)
        await it.superuser(`select pg_terminate_backend(${rows[0].pid})`)
        await tx.selectFrom('person').select('id').execute()
      },
    ],
  }
  await assert.rejects(applyImport(it.db, killed, actor, view.id, { sendInvitation: true }))
  assert.deepEqual(await it.peopleOf(account), before)
  assert.equal((await it.ask<{ items: [] }>(account, 'GET', '/companies?q=Star')).body.items.length, 0)
  assert.deepEqual((await it.ask(account, 'GET', `/imports/${view.id}`)).body, view)

  await applyImport(it.db, effects, actor, view.id, { sendInvitation: true })
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => person.id),
    planned.map(line => line.person_id),
  )
})

test('a line that no longer does what its check said becomes faulty, and nobody is half changed', async () => {
  const account = await it.anAccount()
  const user = (firstName: string, email: string) =>
    aUser(it.db, account, { firstName, lastName: 'X', email })
  const [moved, edited] = [await user('Bo', 'bo@example.com'), await user('Cy', 'cy@example.com')]
  await user('Di', 'di@example.com')
  const view = await it.check(
    account,
    'First Name,Last Name,Email,Job Title\nAna,X,ana@example.com,a\nBo,X,bo@example.com,b\nCy,X,cy@example.com,\n' +
      'Di,X,di@example.com,d\nEve,X,eve@example.com,e\n',
  )
  assert.deepEqual(view.counts, { add: 2, update: 2, unchanged: 1, faulty: 0 })
  await user('Ana', 'ana@example.com')
  await it.ask(account, 'PATCH', `/people/${moved.id}`, { payload: { email: 'bo2@example.com' } })
  await it.ask(account, 'PATCH', `/people/${edited.id}`, { payload: { firstName: 'Cyrus' } })
  const { body } = await it.apply(account, view)
  assert.deepEqual(body.counts, { add: 1, update: 1, unchanged: 0, faulty: 3 })
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), [
    '2: changed-since-check',
    '3: changed-since-check',
    '4: changed-since-check',
  ])
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => [person.first_name, person.job_title]),
    [
      ['Ana', null],
      ['Bo', null],
      ['Cyrus', null],
      ['Di', 'd'],
      ['Eve', 'e'],
    ],
  )
})

test('an address that somebody takes while the file is being applied is left to them, the rest is applied', async () => {
  const account = await it.anAccount()
  const actor = await actorFor(it.db, account, account.admin)
  await aUser(it.db, account, {
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'old@example.com',
    externalId: 'E1',
  })
  const view = await it.check(account, twoPeople)
  let isTaken = false
  const raced = {
    ...effects,
    whenAddressChanges: [
      async () => {
        if (!isTaken)
          await aUser(it.db, account, { firstName: 'Quick', lastName: 'One', email: 'jo@example.com' })
        isTaken = true
      },
    ],
  }
  await applyImport(it.db, raced, actor, view.id, { sendInvitation: false })
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => [person.first_name, person.email]),
    [
      ['Ana', 'ana@example.com'],
      ['Quick', 'jo@example.com'],
    ],
  )
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), ['3: changed-since-check'])
})

test('Send invitation starts a run over those of the file who were neither invited nor have joined', async () => {
  const account = await it.anAccount()
  const joined = await aUser(it.db, account, {
    firstName: 'Old',
    lastName: 'Hand',
    email: 'old@example.com',
    hasJoined: true,
  })
  const never = await aUser(it.db, account, {
    firstName: 'Never',
    lastName: 'Invited',
    email: 'never@example.com',
  })
  await aUser(it.db, account, { firstName: 'Not', lastName: 'There', email: 'elsewhere@example.com' })
  for (const state of ['declined', 'revoked'] as const) {
    const { id } = await aUser(it.db, account, { lastName: state, email: `${state}@example.com` })
    await inAccount(it.db, account.id, tx =>
      tx.updateTable('person_state').set({ invitation_state: state }).where('person_id', '=', id).execute(),
    )
  }
  const view = await it.check(
    account,
    'Name,Email\nOld Hand,old@example.com\nNever Invited,never@example.com\nNew One,new@example.com\nBad,bad\nNo Thanks,declined@example.com\nTaken Back,revoked@example.com\n',
  )
  const { body } = await it.apply(account, view, true)
  assert.ok(body.runId)
  const items = await it.ask<{ items: { subject: { id: string; name: string } }[] }>(
    account,
    'GET',
    `/runs/${body.runId}/items`,
  )
  assert.deepEqual(items.body.items.map(({ subject }) => subject.name).sort(), ['Never Invited', 'New One'])
  const ids = items.body.items.map(({ subject }) => subject.id)
  assert.deepEqual([ids.includes(never.id), ids.includes(joined.id)], [true, false])
  // Who said no, or was taken back, is not invited by a file; their lines say so.
  const lines = await it.linesOf(account, view)
  assert.deepEqual(
    lines.flatMap(({ line, warnings }) =>
      warnings.flatMap(one => (one.field === null ? [`${line}: ${one.reason}`] : [])),
    ),
    ['6: not-invited-declined', '7: not-invited-revoked'],
  )
  assert.equal((await it.importFile(account, twoPeople)).runId, null, 'without the box nobody is invited')
})

test('a changed address ends the pending invitation, clears an error and leaves the login alone', async () => {
  const account = await it.anAccount()
  const waiting = await aUser(it.db, account, {
    lastName: 'Waiting',
    email: 'w@example.com',
    externalId: 'W',
  })
  await it.ask(account, 'POST', `/people/${waiting.id}/invitation`)
  await aUser(it.db, account, { lastName: 'Error', email: null, externalId: 'E' })
  await inAccount(it.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ invitation_state: 'error', error_reason: 'no-address' })
      .where('email_verdict', '=', 'missing')
      .execute(),
  )
  const joined = await aUser(it.db, account, {
    lastName: 'Joined',
    email: 'j@example.com',
    externalId: 'J',
    hasJoined: true,
  })
  await it.importFile(
    account,
    'Last Name,Email,Employee ID\nWaiting,w2@example.com,W\nError,e@example.com,E\nJoined,j2@example.com,J\n',
  )
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => [
      person.last_name,
      person.invitation_state,
      person.active_email,
    ]),
    [
      ['Error', 'not_invited', 'e@example.com'],
      ['Joined', 'accepted', 'j2@example.com'],
      ['Waiting', 'not_invited', 'w2@example.com'],
    ],
  )
  const [message] = await inAccount(it.db, account.id, tx =>
    tx.selectFrom('message').select(['state', 'reason']).where('person_id', '=', waiting.id).execute(),
  )
  assert.deepEqual(message, { state: 'cancelled', reason: 'address-changed' })
  const login = await it.db
    .selectFrom('login')
    .select('user_name')
    .where('id', '=', joined.loginId)
    .executeTakeFirst()
  assert.equal(login?.user_name, 'j@example.com')
})

test('the command line checks and applies in one go; a dry run says the same and keeps nothing', async () => {
  const account = await it.anAccount()
  const actor = await actorFor(it.db, account, account.admin)
  const options = { fileName: 'list.csv', overrides: { Wer: 'Full name' }, sendInvitation: true }
  const file = Buffer.from('Wer,Email\nAna Kovač,ana@example.com\nJo,nowhere\n')
  const dry = await importPeople(it.db, effects, actor, file, { ...options, dryRun: true })
  assert.deepEqual(
    [dry.view.counts.add, dry.faulty.map(line => line.line), dry.view.appliedAt],
    [1, [3], null],
  )
  assert.deepEqual((await it.ask<{ items: [] }>(account, 'GET', '/imports')).body.items, [])

  const streamed = (async function* () {
    for (const byte of file) yield Buffer.of(byte)
  })()
  const { view, faulty } = await importPeople(it.db, effects, actor, streamed, { ...options, dryRun: false })
  assert.deepEqual([view.counts.add, faulty[0]?.faults[0]?.reason], [1, 'email-malformed'])
  assert.ok(view.appliedAt && view.runId)
  assert.equal((await it.peopleOf(account)).length, 1)
  const reader = await actorFor(it.db, account, account.reader)
  await assert.rejects(importPeople(it.db, effects, reader, file, { ...options, dryRun: true }), {
    code: 'not-permitted',
  })
})

test('thousands of lines, some of them faulty, are imported whole; a second time none of them changes anything', async () => {
  const account = await it.anAccount()
  const file = peopleCsv(3_000, { faultyEvery: 10, encoding: 'utf-16le', delimiter: ';' })
  const ignore = '&map=Permission%20Template%3Dignore'
  const view = await it.check(account, file, ignore)
  // Of the six kinds in turn two are warnings.
  assert.deepEqual(view.counts, { add: 2_800, update: 0, unchanged: 0, faulty: 200 })
  assert.deepEqual([view.warned, view.encoding, view.delimiter], [100, 'utf-16le', ';'])
  const applied = await it.apply(account, view)
  assert.deepEqual(applied.body.counts, view.counts)
  assert.equal((await it.peopleOf(account)).length, 2_800)
  const again = await it.check(account, file, ignore)
  assert.deepEqual(again.counts, { add: 0, update: 0, unchanged: 2_800, faulty: 200 })
})
