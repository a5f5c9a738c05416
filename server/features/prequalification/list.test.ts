import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { prequalify } from '../../../test/prequalification.ts'

const { database, ask } = await aPlace()

const names = ['Alpha', 'Beta', 'Gamma', 'Delta', 'Epsilon']
/** Beta and Delta expire, Delta first. */
const expiries: Record<string, string> = { Beta: '2099-06-01', Delta: '2098-06-01' }

const account = await anAccount(database.db)
for (const companyName of names) {
  const user = await aUser(database.db, account, { companyName })
  const { askedCompanyId } = await prequalify(database.db, account, [user])
  const limits = { singleProjectLimit: '1', aggregateLimit: '1' }
  const payload = { status: 'qualified', expiresOn: expiries[companyName], ...limits }
  if (expiries[companyName])
    await ask(account, 'POST', `/prequalifications/${askedCompanyId}/decisions`, { payload })
}

/** All companies in the order of the list, two to a page. */
async function paged(query: string): Promise<string[]> {
  const found: string[] = []
  let cursor: string | null = null
  do {
    const at: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''
    const { body } = await ask(account, 'GET', `/prequalifications?limit=2&${query}${at}`)
    found.push(...body.items.map((row: { company: { name: string } }) => row.company.name))
    cursor = body.next
  } while (cursor)
  return found
}

test('every sort shows every company once over all pages', async () => {
  assert.deepEqual(await paged('sort=company'), names.toSorted())
  assert.deepEqual(await paged('sort=-company'), names.toSorted().toReversed())
  for (const sort of ['expires', '-expires'])
    assert.deepEqual((await paged(`sort=${sort}`)).toSorted(), names.toSorted(), sort)
})

test('by expiry who has no date comes last, whichever way it goes', async () => {
  assert.deepEqual((await paged('sort=expires')).slice(0, 2), ['Delta', 'Beta'])
  assert.deepEqual((await paged('sort=-expires')).slice(0, 2), ['Beta', 'Delta'])
  assert.equal((await paged('sort=expires&status=not_assigned')).length, 3)
})
