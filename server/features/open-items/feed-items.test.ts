import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, signedIn } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { aProject } from '../../../test/projects.ts'

const { database, app } = await aPlace()
const account = await anAccount(database.db)
const headers = { ...(await signedIn(database.db, account, account.admin)), 'sec-fetch-site': 'same-origin' }
const projectId = await aProject(database.db, account, { name: 'Harbour Bridge', number: 'P-7' })

const put = (name: string, payload: object, as = headers) =>
  app.inject({ method: 'PUT', url: `/api/v1/open-items/${name}`, headers: as, payload })
const get = async (url: string) => (await app.inject({ url: `/api/v1/open-items${url}`, headers })).json()
const batch = async (items: unknown[]) =>
  (
    await app.inject({ method: 'POST', url: '/api/v1/open-items/batches', headers, payload: { items } })
  ).json()
const csv = (text: string) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/open-items/batches.csv',
    headers: { ...headers, 'content-type': 'text/csv' },
    payload: text,
  })
const rfi = { tool: 'rfi', role: 'manager', project: 'P-7', title: 'Which bolts' }

test('an item is written once, however often its source says so; another owner, closing and opening again are changes', async () => {
  const [ana, jo] = [
    await aUser(database.db, account, { email: 'ana@example.com' }),
    await aUser(database.db, account, { externalId: 'jo-7' }),
  ]
  for (let times = 0; times < 2; times++)
    assert.equal(
      (await put('plan/RFI-1', { ...rfi, person: 'ANA@example.com', dueOn: '2026-01-31' })).statusCode,
      204,
    )
  const page = await get(`?person=${ana.id}`)
  assert.equal(page.items.length, 1)
  assert.deepEqual(page.items[0].project, { id: projectId, name: 'Harbour Bridge', number: 'P-7' })
  assert.equal(page.items[0].isOverdue, true)

  await put('plan/RFI-1', { ...rfi, person: 'jo-7' })
  assert.deepEqual(
    [(await get(`?person=${ana.id}`)).items.length, (await get(`?person=${jo.id}`)).items.length],
    [0, 1],
  )
  await put('plan/RFI-1', { ...rfi, person: jo.id, project: 'harbour bridge', isOpen: false })
  assert.equal((await get(`/counts?person=${jo.id}`)).total, 0)
  await put('plan/RFI-1', { ...rfi, person: jo.id, isOpen: true })
  assert.deepEqual(await get(`/counts?person=${jo.id}`), {
    total: 1,
    overdue: 0,
    people: 1,
    roles: [{ tool: 'rfi', role: 'manager', count: 1 }],
  })
})

test('nothing is written of an item with faults, and all of them are told at once', async () => {
  const answer = await put('plan/RFI-2', {
    tool: 'rfi',
    role: 'approver',
    person: 'nobody@example.com',
    project: 'P-99',
    title: 'x',
  })
  assert.equal(answer.statusCode, 422)
  assert.deepEqual(
    answer.json().faults.map((fault: { path: string[]; reason: string }) => `${fault.path} ${fault.reason}`),
    ['role role-not-of-tool', 'person person-unknown', 'project project-unknown'],
  )
  const formal = await put('plan/RFI-2', {
    tool: 'crane',
    role: 'driver',
    person: '',
    dueOn: 'soon',
    url: 'javascript:alert(1)',
  })
  assert.deepEqual(
    formal
      .json()
      .faults.map((fault: { path: string[] }) => fault.path.at(-1))
      .sort(),
    ['dueOn', 'person', 'project', 'role', 'title', 'tool', 'url'],
  )
})

test('of a batch the good lines are applied and the faulty ones told with their lines', async () => {
  const user = await aUser(database.db, account)
  const line = (ref: string, more = {}) => ({ source: 'batch', ref, ...rfi, person: user.id, ...more })
  const lines = [
    line('1'),
    line('2', { person: 'who?' }),
    'nonsense',
    line('1'),
    line('3', { tool: 'crane' }),
    line('4'),
  ]
  const answer = await batch(lines)
  assert.deepEqual([answer.written, answer.unchanged], [2, 0])
  assert.deepEqual(
    answer.faulty.map((one: { line: number; ref: string; faults: { reason: string }[] }) => [
      one.line,
      one.ref,
      one.faults[0]?.reason,
    ]),
    [
      [2, '2', 'person-unknown'],
      [3, null, 'wrong-type'],
      [4, '1', 'same-item-as-line'],
      [5, '3', 'not-a-choice'],
    ],
  )
  assert.deepEqual((await batch(lines)).unchanged, 2)
  assert.equal((await get(`/counts?person=${user.id}`)).total, 2)
})

test('a CSV file is a batch: semicolons, a byte order mark, headings in any order, and lines that are too short', async () => {
  const user = await aUser(database.db, account, { externalId: 'csv-1' })
  const file =
    '\uFEFFRef;Source;Tool;Role;Person;Project;Title;DueOn;IsOpen\r\n7;sheet;timecard;final-entry;csv-1;P-7;Week 7;2031-05-01;yes\r\n8;sheet;timecard\r\n9;sheet;timecard;final-entry;csv-1;P-7;Week 9;;maybe\r\n'
  const answer = await csv(file)
  assert.equal(answer.statusCode, 200)
  const { written, faulty } = answer.json()
  assert.deepEqual([written, faulty.map((one: { line: number }) => one.line)], [1, [3, 4]])
  assert.equal((await get(`?person=${user.id}`)).items[0].dueOn, '2031-05-01')
  const wrong = await csv('Who,What\r\nAna,RFI\r\n')
  assert.equal(wrong.statusCode, 422)
  assert.equal(wrong.json().faults.length, 7)
})

test('nothing new waits for who is inactive; what was left with them may be told again', async () => {
  const gone = await aUser(database.db, account, { email: 'gone@example.com' })
  await put('plan/OBS-1', { ...rfi, tool: 'observation', role: 'assignee', person: gone.id })
  await database.db.transaction().execute(async tx => {
    const { enterAccount } = await import('../../db/connect.ts')
    await enterAccount(tx, account.id)
    await tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', gone.id)
      .execute()
  })
  const again = await put('plan/OBS-1', {
    ...rfi,
    tool: 'observation',
    role: 'assignee',
    person: 'gone@example.com',
    title: 'Renamed',
  })
  assert.equal(again.statusCode, 204)
  const fresh = await put('plan/OBS-2', {
    ...rfi,
    tool: 'observation',
    role: 'assignee',
    person: 'gone@example.com',
  })
  assert.equal(fresh.json().faults[0].reason, 'person-left')
  assert.deepEqual(
    (await get('?inactiveOnly=true')).items.map((one: { title: string }) => one.title),
    ['Renamed'],
  )
})

test('another account’s people and projects are unknown; who may not feed is refused; a contact is no user', async () => {
  const other = await anAccount(database.db)
  const theirs = await aUser(database.db, other)
  const answer = await put('plan/RFI-3', { ...rfi, person: theirs.id })
  assert.equal(answer.json().faults[0].reason, 'person-unknown')
  const standard = {
    ...(await signedIn(database.db, account, account.standard)),
    'sec-fetch-site': 'same-origin',
  }
  assert.equal((await put('plan/RFI-3', { ...rfi, person: theirs.id }, standard)).statusCode, 403)
})

test('the report goes by person, with counts; by company and by what is overdue; and as CSV', async () => {
  const fresh = await anAccount(database.db)
  const theirs = { ...(await signedIn(database.db, fresh, fresh.admin)), 'sec-fetch-site': 'same-origin' }
  await aProject(database.db, fresh, { name: 'Tower', number: '1' })
  const [ana, berg] = [
    await aUser(database.db, fresh, { lastName: 'Abel', companyName: 'Star Framing' }),
    await aUser(database.db, fresh, { lastName: 'Berg' }),
  ]
  for (const [at, person] of [ana, ana, berg].entries())
    await put(
      `plan/${at}`,
      {
        tool: 'rfi',
        role: at ? 'assignee' : 'manager',
        person: person.id,
        project: '1',
        title: `Q${at}`,
        dueOn: at ? '2099-01-01' : '2020-01-01',
      },
      theirs,
    )
  const ask = async (url: string) =>
    (await app.inject({ url: `/api/v1/open-items${url}`, headers: theirs })).json()
  const people = await ask('/people')
  assert.deepEqual(
    people.items.map((one: { person: { name: string }; count: number; overdue: number; roles: object[] }) => [
      one.person.name,
      one.count,
      one.overdue,
      one.roles.length,
    ]),
    [
      ['Uma Abel', 2, 1, 2],
      ['Uma Berg', 1, 0, 1],
    ],
  )
  const [first] = (await ask('/people?limit=1')).items
  const { next } = await ask('/people?limit=1')
  assert.notEqual((await ask(`/people?limit=1&cursor=${next}`)).items[0].person.id, first.person.id)
  assert.equal((await ask('/counts?overdue=true')).total, 1)
  assert.equal((await ask('/counts?overdue=false')).total, 2)
  assert.equal((await ask('/counts?q=berg')).total, 1)
  const paged: string[] = []
  for (let cursor = ''; ; ) {
    const page = await ask(`?limit=1&sort=due${cursor && `&cursor=${cursor}`}`)
    paged.push(...page.items.map((one: { title: string }) => one.title))
    if (!page.next) break
    cursor = page.next
  }
  assert.deepEqual(paged.toSorted(), ['Q0', 'Q1', 'Q2'])
  const file = (await app.inject({ url: '/api/v1/open-items.csv', headers: theirs })).body
  assert.equal(file.trim().split('\r\n').length, 4)
})
