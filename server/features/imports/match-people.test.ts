import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser } from '../../../test/account.ts'
import { inAccount } from '../../db/connect.ts'
import { importsUnderTest, reasonsByLine } from './testing.ts'

const it = await importsUnderTest()

test('a person is found by e-mail, else external id, else phone and name, else company and name', async () => {
  const account = await it.anAccount()
  const known = {
    byEmail: await aUser(it.db, account, { firstName: 'Ana', lastName: 'A', email: 'ana@example.com' }),
    byId: await aUser(it.db, account, { firstName: 'Bo', lastName: 'B', email: null, externalId: 'E7' }),
    byPhone: await aUser(it.db, account, { firstName: 'Cy', lastName: 'C', phone: '+12125550101' }),
    byCompany: await aUser(it.db, account, {
      firstName: 'Dé',
      lastName: 'D',
      email: null,
      companyName: 'Star Framing',
    }),
  }
  const view = await it.check(
    account,
    'First Name,Last Name,Email,Employee ID,Phone,Company,Job Title\n' +
      'Ana,A,Ana@Example.com,E1,,,x\nBo,B,bo@example.com,E7,,,x\nCY,c,cy@example.com,,1 212 555 0101,,x\n' +
      'De,D,d@example.com,,,STAR framing,x\nEve,E,,,+12125550101,Star Framing,x\n',
  )
  const lines = await it.linesOf(account, view)
  assert.deepEqual(
    lines.map(({ verdict, personId }) => [verdict, personId]),
    [
      ['update', known.byEmail.id],
      ['update', known.byId.id],
      ['update', known.byPhone.id],
      ['update', known.byCompany.id],
      ['add', null],
    ],
  )
})

test('namesakes of one company with different addresses stay two people', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, {
    firstName: 'John',
    lastName: 'Smith',
    email: 'john@a.example',
    companyName: 'Star',
  })
  const file = 'Name,Email,Company\nJohn Smith,smith@b.example,Star\nJohn Smith,john@c.example,Star\n'
  assert.equal((await it.importFile(account, file)).counts.add, 2)
  assert.equal((await it.check(account, file)).counts.unchanged, 2)
  const nameless = await it.check(account, 'Name,Company\nJohn Smith,Star\n')
  const [line] = await it.linesOf(account, nameless)
  assert.deepEqual(line?.faults, [{ field: null, reason: 'matches-several', detail: { n: 3 } }])
})

test('who has another external id is somebody else, whatever phone and name say', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, {
    firstName: 'Jo',
    lastName: 'Smith',
    phone: '+12125550101',
    externalId: 'E1',
  })
  const view = await it.check(account, 'Name,Phone,Employee ID\nJo Smith,+12125550101,E2\n')
  assert.equal(view.counts.add, 1)
})

test('an address that another active user has is refused, naming who has it', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, { firstName: 'Ana', lastName: 'Kovač', email: 'ana@example.com' })
  await aUser(it.db, account, {
    firstName: 'Bo',
    lastName: 'Berg',
    email: 'bo@example.com',
    externalId: 'E7',
  })
  const view = await it.check(account, 'Name,Email,Employee ID\nBo Berg,ana@example.com,E7\n')
  const [line] = await it.linesOf(account, view)
  assert.deepEqual(line?.faults, [
    { field: 'email', reason: 'email-in-use', detail: { name: 'Ana Kovač' } },
    { field: 'externalId', reason: 'external-id-in-use', detail: { name: 'Bo Berg' } },
  ])
})

test('an address under a wholly different name is taken with a warning that says who is renamed', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, { firstName: 'Ana', lastName: 'Kovač', email: 'ana@example.com' })
  const view = await it.check(account, 'Name,Email\nBo Berg,ana@example.com\n')
  const [line] = await it.linesOf(account, view)
  assert.deepEqual(
    [line?.verdict, line?.warnings],
    ['update', [{ field: 'email', reason: 'renames-person', detail: { name: 'Ana Kovač' } }]],
  )
})

test('an old list does not bring back who was inactivated', async () => {
  const account = await it.anAccount()
  const gone = { lastName: 'Gone', status: 'inactive' } as const
  await aUser(it.db, account, { ...gone, firstName: 'Ana', email: 'ana@example.com' })
  await aUser(it.db, account, { ...gone, firstName: 'Bo', email: null, externalId: 'E7' })
  await aUser(it.db, account, { ...gone, firstName: 'Cy', email: null, phone: '+12125550101' })
  await aUser(it.db, account, { ...gone, firstName: 'Di', email: null, companyName: 'Star' })
  const view = await it.check(
    account,
    'First Name,Last Name,Email,Employee ID,Phone,Company\nAna,Gone,ana@example.com,,,\nBo,Gone,,E7,,\n' +
      'Cy,Gone,,,+12125550101,\nDi,Gone,,,,Star\nNew,Person,ana@example.com,,,\n',
  )
  const lines = await it.linesOf(account, view)
  assert.deepEqual(reasonsByLine(lines), [
    '2: person-inactive',
    '3: person-inactive',
    '4: person-inactive',
    '5: person-inactive',
  ])
  assert.deepEqual(lines[0]?.faults[0]?.detail, { name: 'Ana Gone' })
  assert.equal(lines[4]?.verdict, 'add', 'the address went to somebody new')
})

test('the same person twice in a file: the first good line is taken, the others name it', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, {
    firstName: 'Known',
    lastName: 'One',
    email: 'known@example.com',
    externalId: 'K',
  })
  const view = await it.importFile(
    account,
    'First Name,Last Name,Email,Employee ID,Phone,Company\n' +
      ',,ana@example.com,,,\n' + // 2: no name
      'Ana,Kovač,ANA@example.com,,,\n' + // 3
      'Ana,Kovac,ana@example.com,,,\n' + // 4: e-mail of 3
      'Bo,Berg,,E7,,\n' + // 5
      'Bo,Berg,bo@example.com,E7,,\n' + // 6: id of 5
      'Cy,Chen,,,+12125550101,\n' + // 7
      'CY,CHEN,cy@example.com,,12125550101,\n' + // 8: phone and name of 7
      'Di,Dorn,,,,Star\n' + // 9
      'Di,Dorn,,,,STAR\n' + // 10: company and name of 9
      'Di,Dorn,di@example.com,,,Star\n' + // 11: the same
      'Known,One,,K,,\n' + // 12
      'Known,Other,known@example.com,,,\n', // 13: whom 12 means too
  )
  const lines = await it.linesOf(account, view)
  assert.deepEqual(
    lines.flatMap(({ line, faults }) =>
      faults.map(({ reason, detail }) => [line, reason, detail?.line ?? null]),
    ),
    [
      [2, 'name-missing', null],
      [4, 'same-person-as-line', 3],
      [6, 'same-person-as-line', 5],
      [8, 'same-person-as-line', 7],
      [10, 'same-person-as-line', 9],
      [11, 'same-person-as-line', 9],
      [13, 'same-person-as-line', 12],
    ],
  )
  const again = await it.check(account, 'First Name,Last Name,Company\nDi,Dorn,Star\n')
  assert.equal(again.counts.unchanged, 1)
})

test('people who share a phone but not a name are different people', async () => {
  const account = await it.anAccount()
  const view = await it.check(account, 'Name,Phone\nAna Kovač,+12125550101\nBo Berg,+12125550101\n')
  assert.equal(view.counts.add, 2)
})

test('the people of another account are never found', async () => {
  const [account, other] = [await it.anAccount(), await it.anAccount()]
  await aUser(it.db, other, { email: 'ana@example.com', externalId: 'E7', phone: '+12125550101' })
  const view = await it.check(
    account,
    'Name,Email,Employee ID,Phone\nUma User,ana@example.com,E7,+12125550101\n',
  )
  assert.equal(view.counts.add, 1)
})

test('nobody takes their own rights away by an import, so a Directory Admin is always left', async () => {
  const account = await it.anAccount()
  const email = account.admin.userName
  const view = await it.check(account, `Name,Email,Template\nAda Admin,${email},Read Only\n`)
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), ['2: own-template'])
})

test('contacts are left alone; an external id of theirs is in use', async () => {
  const account = await it.anAccount()
  const contact = await aUser(it.db, account, { firstName: 'Craft', lastName: 'Worker', externalId: 'E7' })
  await inAccount(it.db, account.id, tx =>
    tx
      .updateTable('person_state')
      .set({ kind: 'contact', active_email: null })
      .where('person_id', '=', contact.id)
      .execute(),
  )
  const view = await it.check(account, 'Name,Employee ID\nCraft Worker,E7\n')
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), ['2: external-id-in-use'])
})
