import { type Form, type FormVersion, questionsOf } from '../../../../contract/prequalification/form.ts'
import { diffForms, type FormDiff } from '../../../../contract/prequalification/form-diff.ts'
import { standardForm } from '../../../../contract/prequalification/standard-form.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy, may } from '../../permissions/index.ts'
import { accountSettings, lockAccount } from '../../settings/index.ts'
import { mayAdminister } from '../policy.ts'
import { accountCurrency } from './account-currency.ts'
import {
  deleteDraft,
  draftRow,
  type FormVersionRow,
  insertDraft,
  insertStandard,
  latestPublished,
  publishDraft,
  publishedVersions,
  typesEverAsked,
  updateDraft,
  versionRow,
} from './form-queries.ts'

/** The latest published form; the standard one where the account has not published its own. */
export async function publishedForm(tx: Tx, accountId: string): Promise<FormVersion> {
  const known = await latestPublished(tx, accountId)
  if (known) return toVersion(known)
  const { country } = await accountSettings(tx, accountId)
  await insertStandard(tx, accountId, standardForm(accountCurrency(country)))
  return toVersion((await latestPublished(tx, accountId))!)
}

/** @throws Problem not-found, also for a draft */
export async function publishedVersion(tx: Tx, accountId: string, version: number): Promise<FormVersion> {
  if (version === 1) await publishedForm(tx, accountId)
  const row = await versionRow(tx, accountId, version)
  if (!row?.published_at) throw new Problem('not-found')
  return toVersion(row)
}

export async function formAsSeen(tx: Tx, actor: Actor) {
  const mayEdit = may(actor, mayAdminister.needs)
  const draft = mayEdit ? await draftRow(tx, actor.accountId) : undefined
  return {
    published: await publishedForm(tx, actor.accountId),
    draft: draft ? toVersion(draft) : null,
    mayEdit,
  }
}

/**
 * Saves the draft, making it where there is none. Nobody is asked by it before it is published.
 *
 * @param ifMatch revision that the editor saw; null saves over whatever is there
 * @throws Problem changed-meanwhile, faulty-input
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  form: Form,
  ifMatch: string | null,
): Promise<FormVersion> {
  const { accountId, personId } = actor
  await lockAccount(tx, accountId)
  const published = await publishedForm(tx, accountId)
  refuseFaults(await typeFaults(tx, accountId, form))
  const before = await draftRow(tx, accountId)
  if (ifMatch !== null && ifMatch !== String(before?.revision ?? 0)) throw new Problem('changed-meanwhile')
  if (before) await updateDraft(tx, accountId, { form, by: personId })
  else await insertDraft(tx, accountId, { version: published.version + 1, form, by: personId })
  await record(tx, actedBy(actor), 'prequalification-form.drafted', { version: published.version + 1 })
  return toVersion((await draftRow(tx, accountId))!)
}

/** Answers are carried from version to version by the id of their question: so its type is for good. */
async function typeFaults(tx: Tx, accountId: string, form: Form): Promise<Fault[]> {
  const types = await typesEverAsked(tx, accountId)
  return form.categories.flatMap(({ questions }, category) =>
    questions.flatMap(({ id, type }, at) =>
      (types.get(id) ?? type) === type
        ? []
        : [
            {
              path: ['form', 'categories', category, 'questions', at, 'type'],
              reason: 'question-type-fixed',
            },
          ],
    ),
  )
}

/** @throws Problem not-found where there is no draft */
export async function publish(tx: Tx, actor: Actor, note: string | null): Promise<FormVersion> {
  const { accountId } = actor
  await lockAccount(tx, accountId)
  const draft = await draftRow(tx, accountId)
  if (!draft) throw new Problem('not-found')
  await publishDraft(tx, accountId, actor.personId, note)
  await record(tx, actedBy(actor), 'prequalification-form.published', { version: draft.version })
  return publishedVersion(tx, accountId, draft.version)
}

/** @throws Problem not-found where there is none */
export async function discardDraft(tx: Tx, actor: Actor): Promise<void> {
  await lockAccount(tx, actor.accountId)
  const draft = await draftRow(tx, actor.accountId)
  if (!draft) throw new Problem('not-found')
  await deleteDraft(tx, actor.accountId)
  await record(tx, actedBy(actor), 'prequalification-form.discarded', { version: draft.version })
}

export async function listVersions(tx: Tx, accountId: string) {
  await publishedForm(tx, accountId)
  const rows = await publishedVersions(tx, accountId)
  return { items: rows.map(row => ({ ...describe(row), prequalifications: row.prequalifications ?? 0 })) }
}

/** What changed between two published versions, or (to null) from one to the draft. @throws Problem not-found */
export async function diffVersions(
  tx: Tx,
  accountId: string,
  from: number,
  to: number | null,
): Promise<FormDiff> {
  const before = await publishedVersion(tx, accountId, from)
  const draft = to === null ? await draftRow(tx, accountId) : undefined
  if (to === null && !draft) throw new Problem('not-found')
  const after = draft ? toVersion(draft) : await publishedVersion(tx, accountId, to!)
  return {
    from,
    to: after.version,
    questions: diffForms(before.form, after.form),
    confirmationsChanged:
      JSON.stringify(before.form.confirmations) !== JSON.stringify(after.form.confirmations),
  }
}

export const questionIn = (form: Form, id: string) => questionsOf(form).find(question => question.id === id)

const describe = (row: Omit<FormVersionRow, 'form'>) => ({
  version: row.version,
  isDraft: row.published_at === null,
  revision: row.revision,
  note: row.note,
  publishedAt: row.published_at?.toISOString() ?? null,
  publishedBy: row.published_by_name,
  changedAt: row.changed_at.toISOString(),
})

// What is stored was judged by the contract's schema when it was saved.
const toVersion = (row: FormVersionRow): FormVersion => ({ ...describe(row), form: row.form as Form })
