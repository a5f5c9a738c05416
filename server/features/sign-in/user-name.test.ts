import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestUser, testPassword } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'

const { database, app } = await aPlace()

let addresses = 0
async function whoIs(userName: string): Promise<{ status: number; personId: string | null; body: string }> {
  const answer = await app.inject({
    ...{ method: 'POST', url: '/api/v1/session', payload: { userName, password: testPassword } },
    remoteAddress: `192.0.2.${++addresses % 250}`,
  })
  const headers = { cookie: answer.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
  const me = await app.inject({ url: '/api/v1/session', headers })
  const personId = me.statusCode === 200 ? me.json().person.id : null
  return { status: answer.statusCode, personId, body: answer.body }
}

async function allLeadTo(user: TestUser, forms: string[]): Promise<void> {
  for (const form of forms) assert.equal((await whoIs(form)).personId, user.id, form)
}

test('a phone number leads to its login however it is written, as long as its country is', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { email: null, phone: '+12125550123', hasJoined: true })
  await allLeadTo(user, [
    '+12125550123',
    '+1 212 555-0123',
    '12125550123',
    '1 (212) 555-0123',
    '001 212 555 0123',
    '＋１ ２１２ ５５５－０１２３',
    'tel:+1-212-555-0123',
    '\u200b+1\u00a0212\u00a0555\u20110123 ',
  ])
  for (const form of ['212 555 0123', '2125550123', '+1 212 555 0124'])
    assert.equal((await whoIs(form)).status, 401, form)
})

test('an e-mail address leads to its login in capitals, full width, with blanks around it, and as an IDN', async () => {
  const account = await anAccount(database.db)
  const one = await aUser(database.db, account, { email: 'ana.kovac@example.com', hasJoined: true })
  await allLeadTo(one, [
    'ANA.Kovac@Example.COM',
    '  ana.kovac@example.com ',
    'ａｎａ.ｋｏｖａｃ＠example.com',
  ])
  const other = await aUser(database.db, account, { email: 'jo@bücher.example.com', hasJoined: true })
  await allLeadTo(other, ['jo@bücher.example.com', 'JO@BÜCHER.example.com', 'jo@xn--bcher-kva.example.com'])
})

test('a phone that stands in several profiles signs nobody in but whose user name it is', async () => {
  const account = await anAccount(database.db)
  const phone = '+12125550177'
  for (const email of ['first@share.example.com', 'second@share.example.com'])
    await aUser(database.db, account, { email, phone, hasJoined: true })
  const [byPhone, unknown] = [await whoIs(phone), await whoIs('+12125550178')]
  assert.deepEqual([byPhone.status, byPhone.body], [unknown.status, unknown.body])
  const owner = await aUser(database.db, account, { email: null, phone, hasJoined: true })
  await allLeadTo(owner, [phone])
})

test('no account gains a login by writing its user name into a profile', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const { userName } = account.reader
  await inAccount(database.db, other.id, tx =>
    tx
      .updateTable('person')
      .set({ email: userName, phone: '+12125550199' })
      .where('id', '=', other.standard.id)
      .execute(),
  )
  await allLeadTo(account.reader, [userName!])
  assert.equal((await whoIs('+12125550199')).status, 401)
  await allLeadTo(other.standard, [other.standard.userName!])
})
