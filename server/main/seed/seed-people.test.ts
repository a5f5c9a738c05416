import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, testInstallation } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { followUpsSweep } from '../../features/invitations/index.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { judgePhone } from '../../lib/phone.ts'
import { runOnce } from '../../sweeps/index.ts'
import { inventCompanies, MOST_COMPANIES } from './company-names.ts'
import { latinSlug } from './latin-slug.ts'
import { seedPeople } from './seed-people.ts'

const secret = Buffer.alloc(32, 7)
const database = await aDatabase()

async function seeded(people: number) {
  const account = await anAccount(database.db)
  const order = { accountId: account.id, invitedBy: account.admin.id, people, secret }
  await seedPeople(database.db, order)
  return {
    order,
    id: account.id,
    rows: () =>
      inAccount(database.db, account.id, tx => tx.selectFrom('directory_row').selectAll().execute()),
  }
}

test('seeded people look like an account in its second year', async () => {
  const { rows } = await seeded(2500)
  const users = (await rows()).filter(row => row.status === 'active')
  const count = (...states: string[]) => users.filter(row => states.includes(row.invitation_state)).length
  const near = (value: number, expected: number) =>
    assert.ok(Math.abs(value - expected) < 15, `${value} ≠ ${expected}`)
  near(count('not_invited', 'revoked', 'declined', 'cancelled'), 540)
  near(count('error'), 30)
  near(count('sent', 'accepted', 'expired'), 1890)
  near(count('accepted'), 1310)
  assert.equal(count('waiting'), 0)
  assert.ok(new Set(users.map(row => row.company_name)).size > 170)
  assert.ok(users.some(row => /[а-я]/i.test(row.last_name)) && users.some(row => /[łřě]/.test(row.last_name)))
})

test('every address is fictional and has the verdict that it deserves', async () => {
  const { rows } = await seeded(3000)
  for (const row of (await rows()).slice(3)) {
    assert.equal(row.email_verdict, judgeEmail(row.email ?? '').verdict, row.email ?? '')
    assert.equal(
      row.phone_verdict,
      judgePhone(row.phone ?? '', { accountCountry: 'US' }).verdict,
      row.phone ?? '',
    )
    if (row.email_verdict === 'ok') assert.match(row.email!, /@([a-z0-9-]+\.)?example\.(com|org|net)$/)
    if (row.phone) assert.match(row.phone, /555-?01\d\d$/)
  }
})

test('seeding again adds others', async () => {
  const { order, rows } = await seeded(400)
  await seedPeople(database.db, { ...order, people: 300 })
  assert.equal((await rows()).length, 703)
})

test('nothing of what is seeded is due at once, and a few dozen follow-ups are in the next two weeks', async () => {
  const { id } = await seeded(2500)
  const followUps = async () =>
    inAccount(
      database.db,
      id,
      async tx =>
        (await tx.selectFrom('message').select('id').where('state', '=', 'queued').execute()).length,
    )
  const only = {
    ...followUpsSweep({ db: database.db, installation: testInstallation }),
    dueAccounts: async () => [id],
  }
  await runOnce([only], database.db, new Date())
  assert.equal(await followUps(), 0)
  await runOnce([only], database.db, new Date(Date.now() + 14 * 24 * 60 * 60 * 1000))
  const sent = await followUps()
  assert.ok(sent >= 24 && sent <= 72, String(sent))
})

test('company names are all different, and slugs are plain', () => {
  const names = inventCompanies(4_000)
  assert.ok(MOST_COMPANIES >= 4_000)
  assert.equal(new Set(names.map(name => name.toLowerCase())).size, 4_000)
  assert.equal(latinSlug('Щербакова О’Brien & Łukasz', '-'), 'shcherbakova-obrien-and-lukasz')
})
