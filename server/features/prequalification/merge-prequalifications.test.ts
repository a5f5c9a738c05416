import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestAccount } from '../../../test/account.ts'
import { prequalify } from '../../../test/prequalification.ts'
import { inAccount } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { faultsIn, theDirectory } from '../directory/testing.ts'

const it = await theDirectory()

async function twoNamesOfOneFirm() {
  const account = await it.anAccount()
  const firm = async (name: string) => {
    const { id } = await it.aCompany(account, name)
    return { id, user: await it.aUser(account, { companyName: name }) }
  }
  const [into, from] = [await firm('Star Framing'), await firm('Star Framing, LLC')]
  const ask = (firm: { user: { id: string } }) => prequalify(it.db, account, [firm.user])
  const review = async () =>
    (await it.ask(account, 'GET', `/companies/${from.id}/merge?into=${into.id}`)).body.prequalification
  const merge = (more: object = {}) =>
    it.ask(account, 'POST', `/companies/${from.id}/merge`, { payload: { into: into.id, ...more } })
  return { account, into, from, ask, review, merge }
}

/** Decides on a company as of its current form. */
async function decide(account: TestAccount, companyId: string, formId: string, expiresOn: string) {
  await inAccount(it.db, account.id, async tx => {
    const id = newId()
    await tx
      .insertInto('qualification_decision')
      .values({
        ...{ account_id: account.id, id, company_id: companyId, form_id: formId, status: 'qualified' },
        ...{ expires_on: expiresOn, currency: 'USD', decided_by: account.admin.id },
        ...{ single_project_limit: '1', aggregate_limit: '2' },
      })
      .execute()
    await tx
      .updateTable('prequalification')
      .set({ status: 'qualified', expires_on: expiresOn, decision_id: id })
      .where('company_id', '=', companyId)
      .execute()
  })
}

const viewOf = async (account: TestAccount, companyId: string) =>
  (await it.ask(account, 'GET', `/prequalifications/${companyId}`)).body

const respondentsOf = (account: TestAccount, formId: string) =>
  inAccount(it.db, account.id, async tx => {
    const rows = await tx
      .selectFrom('respondent')
      .select(['person_id', 'state'])
      .where('form_id', '=', formId)
      .where('state', 'not in', ['cancelled', 'ended'])
      .execute()
    return rows.map(row => row.person_id).toSorted()
  })

test('the only prequalification goes along whole: form, decision, and who fills it in', async () => {
  const { account, into, from, ask, review, merge } = await twoNamesOfOneFirm()
  const { formId } = await ask(from)
  await decide(account, from.id, formId, '2099-01-01')
  const seen = await review()
  assert.deepEqual([seen.goesOn, seen.items.length, seen.items[0].status], [from.id, 1, 'qualified'])
  assert.equal((await merge()).status, 200)
  const view = await viewOf(account, into.id)
  assert.deepEqual([view.status, view.expiresOn, view.form.id], ['qualified', '2099-01-01', formId])
  assert.equal(view.decision.status, 'qualified')
  assert.deepEqual(await respondentsOf(account, formId), [from.user.id])
  assert.equal((await it.ask(account, 'GET', `/prequalifications/${from.id}`)).status, 404)
})

test('of two, the one that has come further goes on, and the other is an earlier round of it', async () => {
  const { account, into, from, ask, review, merge } = await twoNamesOfOneFirm()
  const [kept, closed] = [await ask(from), await ask(into)]
  await decide(account, from.id, kept.formId, '2099-01-01')
  const seen = await review()
  assert.deepEqual([seen.goesOn, seen.items.length], [from.id, 2])
  assert.equal((await merge()).status, 200)
  const view = await viewOf(account, into.id)
  assert.deepEqual([view.status, view.form.id, view.form.round], ['qualified', kept.formId, 2])
  assert.deepEqual(
    view.forms.map(({ id, round, state }: { id: string; round: number; state: string }) => [
      id,
      round,
      state,
    ]),
    [
      [kept.formId, 2, 'invited'],
      [closed.formId, 1, 'cancelled'],
    ],
  )
  assert.equal(view.history[0].event, 'merged')
  // Who was asked for the one that does not go on is asked for the one that does.
  assert.deepEqual(await respondentsOf(account, kept.formId), [from.user.id, into.user.id].toSorted())
})

test('an administrator says that the other one goes on; of a third company it never does', async () => {
  const { account, into, from, ask, merge } = await twoNamesOfOneFirm()
  const [further, chosen] = [await ask(from), await ask(into)]
  await decide(account, from.id, further.formId, '2099-01-01')
  assert.deepEqual(faultsIn(await merge({ prequalificationOf: account.ownCompanyId })), [
    ['prequalificationOf', 'neither-company'],
  ])
  assert.equal((await merge({ prequalificationOf: into.id })).status, 200)
  const view = await viewOf(account, into.id)
  assert.deepEqual([view.status, view.form.id], ['not_assigned', chosen.formId])
})

test('a decision that has expired is not further than a form that is being filled in', async () => {
  const { account, into, from, ask, review } = await twoNamesOfOneFirm()
  const { formId } = await ask(from)
  await decide(account, from.id, formId, '2020-01-01')
  await ask(into)
  assert.equal((await review()).goesOn, into.id)
})

test('one run that asked both companies leaves a form of one company, and can still be told of', async () => {
  const { account, into, from, merge } = await twoNamesOfOneFirm()
  const run = await it.ask(account, 'POST', '/bulk-actions/user.prequalify/runs', {
    payload: { selection: { ids: [into.user.id, from.user.id] } },
  })
  assert.equal(run.status, 201)
  await it.carryOut()
  assert.equal((await merge()).status, 200)
  assert.equal((await viewOf(account, into.id)).forms.length, 2)
})

test('of companies that were never asked nothing is said', async () => {
  const { review, merge } = await twoNamesOfOneFirm()
  assert.deepEqual(await review(), { goesOn: null, items: [] })
  assert.equal((await merge()).status, 200)
})
