import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { BulkActionName, Review } from '../contract/bulk-actions.ts'
import { bulkActionNames, subjectOf } from '../contract/bulk-actions.ts'
import { inAccount } from '../server/db/connect.ts'
import {
  type BulkAction,
  reviewBulkAction,
  runsSweep,
  runView,
  startRun,
} from '../server/features/bulk/index.ts'
import { may } from '../server/features/permissions/index.ts'
import { newId } from '../server/lib/ids.ts'
import { bulkCatalogue } from '../server/registry.ts'
import { actorFor, anAccount, aUser, type TestAccount, testInstallation } from './account.ts'
import { actedOn, inputOf, statusActedOn, subjectGrounds } from './bulk-subjects.ts'
import { aDatabase } from './place.ts'

// Every registered bulk action obeys these laws; a new one is held to them by being registered.

const database = await aDatabase(12)
const catalogue = bulkCatalogue(testInstallation)

const runAll = async (now = new Date()) => {
  const sweep = runsSweep(database.db, catalogue)
  for (const accountId of await sweep.dueAccounts(database.db, now)) {
    await sweep.sweep(accountId, now, new AbortController().signal)
  }
}

type Selection = Parameters<typeof startRun>[4]['selection']

async function press(
  account: TestAccount,
  action: BulkAction,
  selection: Selection,
  more: { reviewedAt?: string; key?: string; as?: { id: string } } = {},
) {
  const actor = await actorFor(database.db, account, more.as ?? account.admin)
  return inAccount(database.db, account.id, tx =>
    startRun(tx, catalogue, actor, action, {
      selection,
      input: inputOf(account, action.name),
      reviewedAt: more.reviewedAt ?? null,
      idempotencyKey: more.key ?? null,
    }),
  )
}

async function review(
  account: TestAccount,
  action: BulkAction,
  selection: Selection,
  input: Record<string, unknown> | null = inputOf(account, action.name),
) {
  const actor = await actorFor(database.db, account, account.admin)
  return inAccount(database.db, account.id, tx =>
    reviewBulkAction(tx, catalogue, actor, action, { selection, input }),
  )
}
const leftOut = ({ skipped }: Review) => skipped.flatMap(group => group.items.map(one => one.id))

async function view(account: TestAccount, runId: string) {
  const actor = await actorFor(database.db, account, account.admin)
  return inAccount(database.db, account.id, tx => runView(tx, catalogue, actor, runId))
}

const itemsOf = (account: TestAccount, runId: string) =>
  inAccount(database.db, account.id, tx =>
    tx
      .selectFrom('run_item')
      .select(['subject_id', 'outcome', 'reason', 'is_applied'])
      .where('run_id', '=', runId)
      .orderBy('subject_id')
      .execute(),
  )

/** Everything that an action can change of an account, as text. */
const stateOf = async (account: TestAccount) =>
  JSON.stringify(
    await inAccount(database.db, account.id, async tx => [
      await tx
        .selectFrom('person_state')
        .select(['person_id', 'status', 'invitation_state', 'error_reason', 'template_id', 'company_id'])
        .orderBy('person_id')
        .execute(),
      await tx.selectFrom('company').select(['id', 'status', 'merged_into']).orderBy('id').execute(),
      await tx.selectFrom('open_item').select(['id', 'person_id', 'closed_at']).orderBy('id').execute(),
      await tx.selectFrom('message').select(['person_id', 'state']).orderBy('person_id').execute(),
      await tx
        .selectFrom('distribution_group_member')
        .select(['group_id', 'person_id'])
        .orderBy('person_id')
        .execute(),
      await tx.selectFrom('session').select(['person_id', 'ended_at']).orderBy('id').execute(),
    ]),
  )

test('every name of the contract is registered, and begins with what it acts on', async () => {
  assert.deepEqual(catalogue.actions.map(action => action.name).toSorted(), [...bulkActionNames].toSorted())
  for (const { name, subject } of catalogue.actions) assert.equal(subject, subjectOf(name))
})

for (const name of bulkActionNames) {
  const action = () => catalogue.actions.find(one => one.name === name)!
  law(name, action)
}

/** What the menu, the window, the banner and the page of a run say. */
const wordsOfEach = [
  ...['menu', 'name', 'heading', 'consequence', 'acting', 'confirm', 'confirm-nobody', 'tone'],
  ...['banner-will', 'banner-done', 'title'],
]
const wordsOfUndoing = ['undo.title', 'undo.banner-will', 'undo.banner-done']

function law(name: BulkActionName, action: () => BulkAction) {
  const ground = subjectGrounds[subjectOf(name)]
  const status = statusActedOn(name)
  const mixed = (account: TestAccount) => ground.mixed(database.db, account)
  const one = (account: TestAccount) => actedOn(database.db, account, name)
  const all = { filter: ground.filter(status), except: [] }

  test(`${name}: its words and those of every reason stand in every language`, async () => {
    for (const language of ['en', 'ru']) {
      const words: Record<string, string> = JSON.parse(await readFile(`locales/${language}.json`, 'utf8'))
      for (const part of [...wordsOfEach, ...(action().undo ? wordsOfUndoing : [])])
        assert.ok(words[`bulk.${name}.${part}`], `bulk.${name}.${part} in ${language}`)
      for (const reason of [
        ...Object.keys(action().refusals),
        ...Object.keys(action().undo?.refusals ?? {}),
        'changed-since-review',
        'starter-lost-permission',
        'run-cancelled',
      ]) {
        assert.ok(words[`reason.${reason}`], `reason.${reason} in ${language}`)
      }
    }
  })

  test(`${name}: review and run agree, and the outcomes add up to the selection`, async () => {
    const account = await anAccount(database.db)
    const ids = await mixed(account)
    const seen = await review(account, action(), { ids })
    assert.equal(seen.selected, ids.length)
    assert.equal(seen.acting.count + seen.skipped.reduce((sum, group) => sum + group.count, 0), ids.length)
    const before = await review(account, action(), { ids }, null)
    assert.equal(before.acting.count + leftOut(before).length, ids.length, 'before it is told anything')
    assert.ok(new Set(leftOut(before)).isSubsetOf(new Set(leftOut(seen))))

    const runId = await press(account, action(), { ids }, { reviewedAt: seen.reviewedAt })
    await runAll()
    const items = await itemsOf(account, runId)
    assert.equal(items.length, ids.length)
    assert.deepEqual(
      items.filter(item => item.is_applied).map(item => item.subject_id),
      seen.acting.items.map(one => one.id).toSorted(),
    )
    for (const group of seen.skipped) {
      assert.deepEqual(
        items.filter(item => item.reason === group.reason).map(item => item.subject_id),
        group.items.map(one => one.id).toSorted(),
      )
    }
    const shown = await view(account, runId)
    assert.equal(shown.selected, ids.length)
  })

  test(`${name}: applying twice equals applying once`, async () => {
    const account = await anAccount(database.db)
    const ids = await mixed(account)
    await press(account, action(), { ids })
    await runAll()
    const once = await stateOf(account)
    await press(account, action(), { ids })
    await runAll()
    assert.equal(await stateOf(account), once)
  })

  test(`${name}: ids of another account are unknown, and nothing of theirs changes`, async () => {
    const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
    const theirs = await mixed(other)
    const ours = await one(account)
    const before = await stateOf(other)
    const seen = await review(account, action(), { ids: [...theirs, ours, newId()] })
    assert.deepEqual([seen.selected, seen.unknown], [1, theirs.length + 1])
    await assert.rejects(press(account, action(), { ids: theirs }), { code: 'nothing-selected' })
    const runId = await press(account, action(), { ids: [...theirs, ours] })
    await runAll()
    assert.deepEqual(
      (await itemsOf(account, runId)).map(item => item.subject_id),
      [ours],
    )
    assert.equal(await stateOf(other), before)
  })

  test(`${name}: three workers at once do everything once`, async () => {
    const account = await anAccount(database.db)
    for (let n = 0; n < 30; n++) await one(account)
    const seen = await review(account, action(), all)
    const runId = await press(account, action(), all)
    await Promise.all([runAll(), runAll(), runAll()])
    await runAll()
    const items = await itemsOf(account, runId)
    assert.equal(items.length, seen.selected)
    assert.ok(seen.acting.count >= 30)
    assert.equal(items.filter(item => item.is_applied).length, seen.acting.count)
    const messages = await inAccount(database.db, account.id, tx =>
      tx.selectFrom('message').select(['person_id', 'kind']).execute(),
    )
    assert.equal(new Set(messages.map(({ person_id, kind }) => `${kind} ${person_id}`)).size, messages.length)
    const shown = await view(account, runId)
    assert.equal(
      Object.values(shown.counts).reduce((sum, count) => sum + count, 0),
      seen.selected,
    )
  })

  test(`${name}: the same key pressed twice starts one run`, async () => {
    const account = await anAccount(database.db)
    const id = await one(account)
    const pressed = await Promise.all([
      press(account, action(), { ids: [id] }, { key: 'k' }),
      press(account, action(), { ids: [id] }, { key: 'k' }),
    ])
    assert.equal(pressed[0], pressed[1])
  })

  test(`${name}: whoever changed after the review, or came to match its filter, is not acted on`, async () => {
    const account = await anAccount(database.db)
    const changed = await one(account)
    const seen = await review(account, action(), all)
    const late = await one(account)
    await inAccount(database.db, account.id, tx => ground.change(tx, changed))
    const runId = await press(account, action(), all, { reviewedAt: seen.reviewedAt })
    await runAll()
    const items = await itemsOf(account, runId)
    for (const id of [changed, late]) {
      const item = items.find(one => one.subject_id === id)
      assert.deepEqual([item?.outcome, item?.reason], ['skipped', 'changed-since-review'])
    }
  })

  test(`${name}: the starter's permission is checked again when the run executes`, async () => {
    const account = await anAccount(database.db)
    const id = await one(account)
    const starter = await aUser(database.db, account, { templateId: account.templates.admin })
    const runId = await press(account, action(), { ids: [id] }, { as: starter })
    await inAccount(database.db, account.id, tx =>
      tx
        .updateTable('person_state')
        .set({ template_id: account.templates.readOnly })
        .where('person_id', '=', starter.id)
        .execute(),
    )
    await runAll()
    const [item] = await itemsOf(account, runId)
    assert.deepEqual([item?.outcome, item?.reason], ['failed', 'starter-lost-permission'])
  })

  test(`${name}: who may only read is refused, and nothing is written`, async () => {
    const account = await anAccount(database.db)
    const id = await one(account)
    await assert.rejects(press(account, action(), { ids: [id] }, { as: account.reader }), {
      code: 'not-permitted',
    })
    const runs = await inAccount(database.db, account.id, tx =>
      tx.selectFrom('run').select('id').where('action', '=', name).execute(),
    )
    assert.deepEqual(runs, [])
  })

  if (subjectOf(name) !== 'user') return
  test(`${name}: a company Admin is out of reach of who is none`, async () => {
    const account = await anAccount(database.db)
    const { id } = await aUser(database.db, account, { templateId: account.templates.admin, status })
    const standard = await actorFor(database.db, account, account.standard)
    const pressed = press(account, action(), { ids: [id] }, { as: account.standard })
    if (!may(standard, action().permission)) {
      await assert.rejects(pressed, { code: 'not-permitted' })
      return
    }
    const runId = await pressed
    await runAll()
    const [item] = await itemsOf(account, runId)
    assert.deepEqual([item?.outcome, item?.reason], ['skipped', 'is-company-admin'])
  })
}
