import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { anOpenItem, ownersOf } from '../../../test/open-items.ts'
import { aDatabase } from '../../../test/place.ts'
import { aProject, onProject } from '../../../test/projects.ts'
import { runActions } from '../../../test/run-actions.ts'
import { inAccount } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'

const database = await aDatabase(12)
const actions = runActions(database)

const statuses = async (account: TestAccount, ...people: { id: string }[]) => {
  const rows = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('person_state').select(['person_id', 'status']).execute(),
  )
  return people.map(person => rows.find(row => row.person_id === person.id)?.status)
}
const day = (days: number) => new Date(Date.now() + days * 86_400_000)

test('one press brings back everybody whom a run inactivated, with the items that it handed over', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [one, two, heir] = [
    await aUser(database.db, account),
    await aUser(database.db, account),
    await aUser(database.db, account),
  ]
  await onProject(database.db, account, project, [one, heir])
  for (const [at, person] of [one, two, two].entries())
    await anOpenItem(database.db, account, { person, project, ref: `RFI-${at}` })
  const run = await actions.done(account, 'user.inactivate', [one, two], { successor: heir.id })
  assert.deepEqual(await statuses(account, one, two), ['inactive', 'inactive'])

  const undoing = await actions.undo(account, run.id)
  assert.deepEqual(undoing.became, { [one.id]: 'done', [two.id]: 'done' })
  assert.deepEqual(await statuses(account, one, two), ['active', 'active'])
  assert.deepEqual(await ownersOf(database.db, account), {
    'RFI-0': one.id,
    'RFI-1': two.id,
    'RFI-2': two.id,
  })
  const seen = [await actions.view(account, run.id), await actions.view(account, undoing.id)]
  assert.deepEqual(
    [seen[0]!.undoneIn, seen[0]!.may.undo, seen[1]!.undoOf, seen[1]!.variant?.name],
    [undoing.id, true, run.id, 'undo'],
  )
  assert.equal(seen[1]!.may.undo, false)

  // Undoing twice equals undoing once.
  assert.deepEqual((await actions.undo(account, run.id)).became, {
    [one.id]: 'changed-since-run',
    [two.id]: 'changed-since-run',
  })
})

test('who and what changed since is named and left alone', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [kept, edited, back, heir, third] = await Promise.all(
    [1, 2, 3, 4, 5].map(() => aUser(database.db, account)),
  )
  await onProject(database.db, account, project, [heir!, third!])
  for (const [ref, person] of Object.entries({ A: kept!, B: kept!, C: kept! }))
    await anOpenItem(database.db, account, { person, project, ref })
  const run = await actions.done(account, 'user.inactivate', [kept!, edited!, back!], { successor: heir!.id })
  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('open_item')
      .set({ person_id: third!.id, given_in: null })
      .where('ref', '=', 'B')
      .execute()
    await tx.updateTable('open_item').set({ closed_at: new Date() }).where('ref', '=', 'C').execute()
    await tx
      .updateTable('person_state')
      .set({ changed_at: new Date() })
      .where('person_id', '=', edited!.id)
      .execute()
  })
  await actions.done(account, 'user.reactivate', [back!])
  const { became } = await actions.undo(account, run.id)
  assert.deepEqual(became, {
    ...{ [kept!.id]: 'done: B, C', [edited!.id]: 'changed-since-run', [back!.id]: 'changed-since-run' },
  })
  assert.deepEqual(await ownersOf(database.db, account), { A: kept!.id, B: third!.id, C: heir!.id })
  assert.deepEqual(await statuses(account, kept!, edited!, back!), ['active', 'inactive', 'active'])
})

test('of a run that planned, what is planned is called off, and what was carried out since is taken back', async () => {
  const account = await anAccount(database.db)
  const [user, other] = [await aUser(database.db, account), await aUser(database.db, account)]
  const on = day(2).toISOString().slice(0, 10)
  const planned = await actions.done(account, 'user.inactivate', [user], { on })
  assert.deepEqual((await actions.undo(account, planned.id)).became, { [user.id]: 'done' })
  await actions.work(day(3))
  assert.deepEqual(await statuses(account, user), ['active'])

  const again = await actions.done(account, 'user.inactivate', [other], { on })
  await actions.work(day(3))
  assert.deepEqual(await statuses(account, other), ['inactive'])
  assert.deepEqual((await actions.undo(account, again.id)).became, { [other.id]: 'done' })
  assert.deepEqual(await statuses(account, other), ['active'])
})

test('reactivations and what was done to contacts are undone alike', async () => {
  const account = await anAccount(database.db)
  const [user, contact] = [
    await aUser(database.db, account),
    await aUser(database.db, account, { kind: 'contact' }),
  ]
  await actions.done(account, 'user.inactivate', [user])
  const back = await actions.done(account, 'user.reactivate', [user])
  assert.deepEqual((await actions.undo(account, back.id)).became, { [user.id]: 'done' })
  const gone = await actions.done(account, 'contact.inactivate', [contact])
  assert.deepEqual((await actions.undo(account, gone.id)).became, { [contact.id]: 'done' })
  assert.deepEqual(await statuses(account, user, contact), ['inactive', 'active'])
})

test('an address that another user has by now keeps who had it inactive', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { email: 'ana@example.com' })
  const run = await actions.done(account, 'user.inactivate', [user])
  await aUser(database.db, account, { email: 'ana@example.com' })
  assert.deepEqual((await actions.undo(account, run.id)).became, { [user.id]: 'email-in-use' })
})

test('only a Directory Admin undoes, only what is over and can be undone, and nobody learns of the runs of another account', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  const user = await aUser(database.db, account)
  const pressed = await actions.press(account, 'user.inactivate', [user], {}, account.standard)
  await assert.rejects(actions.undo(account, pressed), { code: 'nothing-to-undo' })
  await actions.work()
  await assert.rejects(actions.undo(account, pressed, account.standard), { code: 'not-permitted' })
  await assert.rejects(actions.undo(other, pressed), { code: 'not-found' })
  const invited = await actions.done(account, 'user.invite', [await aUser(database.db, account)])
  await assert.rejects(actions.undo(account, invited.id), { code: 'nothing-to-undo' })
})

test('companies are undone alike, also weeks later; one that somebody changed since is left alone', async () => {
  const account = await anAccount(database.db)
  const firm = (name: string) =>
    inAccount(database.db, account.id, async tx => {
      const id = newId()
      await tx.insertInto('company').values({ account_id: account.id, id, name }).execute()
      return { id }
    })
  const [kept, edited, merged] = [await firm('Star Framing'), await firm('Volt'), await firm('Volt, LLC')]
  const run = await actions.done(account, 'company.inactivate', [kept, edited, merged])
  await inAccount(database.db, account.id, async tx => {
    const change = (id: string, what: { city?: string; merged_into?: string }) =>
      tx
        .updateTable('company')
        .set({ ...what, changed_at: new Date() })
        .where('id', '=', id)
        .execute()
    await change(edited.id, { city: 'Akron' })
    await change(merged.id, { merged_into: edited.id })
  })
  assert.deepEqual((await actions.undo(account, run.id)).became, {
    ...{ [kept.id]: 'done', [edited.id]: 'changed-since-run', [merged.id]: 'not-this-any-more' },
  })
  const back = await actions.done(account, 'company.reactivate', [edited])
  assert.deepEqual((await actions.undo(account, back.id)).became, { [edited.id]: 'done' })
})

test('contacts who became users are contacts again, unless somebody counts on them as users by now', async () => {
  const account = await anAccount(database.db)
  const [plain, invited, busy] = await Promise.all(
    [1, 2, 3].map(() => aUser(database.db, account, { kind: 'contact' })),
  )
  const run = await actions.done(account, 'contact.promote', [plain!, invited!, busy!], {
    templateId: account.templates.readOnly,
  })
  await actions.done(account, 'user.invite', [invited!])
  const project = await aProject(database.db, account)
  await anOpenItem(database.db, account, { person: busy!, project })
  assert.deepEqual((await actions.undo(account, run.id)).became, {
    ...{ [plain!.id]: 'done', [invited!.id]: 'changed-since-run', [busy!.id]: 'needed-as-user' },
  })
  const { became } = await actions.done(account, 'contact.inactivate', [plain!])
  assert.deepEqual(became, { [plain!.id]: 'done' })
})

test('what is given back stands on the record of whom it is given to', async () => {
  const account = await anAccount(database.db)
  const project = await aProject(database.db, account)
  const [owner, heir] = [await aUser(database.db, account), await aUser(database.db, account)]
  const item = await anOpenItem(database.db, account, { person: owner, project })
  const run = await actions.done(account, 'open-item.reassign', [{ id: item }], {
    ...{ successor: heir.id, addToProjects: true },
  })
  await actions.undo(account, run.id)
  const events = await inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('audit_event')
      .select(['event', 'subject_id'])
      .where('event', 'in', ['open-items.reassigned', 'project.person-added'])
      .execute(),
  )
  const [heirs, owners] = [heir.id, owner.id].map(id =>
    events.filter(one => one.subject_id === id).map(one => one.event),
  )
  assert.deepEqual(heirs!.toSorted(), ['open-items.reassigned', 'project.person-added'])
  assert.deepEqual(owners, ['open-items.reassigned'])
})
