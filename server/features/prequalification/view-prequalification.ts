import type { Decision, PrequalificationView } from '../../../contract/prequalification/prequalifications.ts'
import type { Tx } from '../../db/connect.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { versionOf } from '../directory/index.ts'
import { type Actor, actedBy, notOffered, offeredTo } from '../permissions/index.ts'
import { prequalificationOf, toPrequalificationRow } from './list-prequalifications.ts'
import { mayAdminister, mayViewSubmissions } from './policy.ts'
import {
  type DecisionRow,
  decisionsOn,
  formsOf,
  historyOf,
  isActiveUserOf,
  respondentsOf,
  setPrimaryContact,
} from './view-queries.ts'

const mostHistory = 200

/** All that the solicitor knows of one company's prequalification. @throws Problem not-found */
export async function viewPrequalification(
  tx: Tx,
  actor: Actor,
  companyId: string,
): Promise<PrequalificationView> {
  const { accountId } = actor
  const row = await prequalificationOf(tx, accountId, companyId)
  if (!row) throw new Problem('not-found')
  const decisions = (await decisionsOn(tx, accountId, companyId)).map(toDecision)
  const respondents = await respondentsOf(tx, accountId, companyId)
  const forms = await formsOf(tx, accountId, companyId)
  const toAdmins = offeredTo(actor, mayAdminister)
  return {
    ...toPrequalificationRow(row),
    version: versionOf(row.changed_at),
    decision: decisions.find(({ id }) => id === row.decision_id) ?? null,
    earlierDecisions: decisions.filter(({ id }) => id !== row.decision_id),
    respondents: respondents.map(one => ({
      person: { id: one.person_id, name: one.name },
      email: one.email,
      state: one.state,
      reason: one.error_reason,
      hasJoined: one.joined_at !== null,
      invitedAt: one.invited_at.toISOString(),
      sentAt: one.sent_at?.toISOString() ?? null,
      remindersSent: one.reminders_sent,
      nextReminderAt: one.next_reminder_at?.toISOString() ?? null,
      remindersStopped: one.reminders_stopped_at !== null,
      notRemindedBecause: one.not_reminded_because,
    })),
    forms: forms.map(form => ({
      id: form.id,
      round: form.round,
      formVersion: form.form_version,
      state: form.state,
      createdAt: form.created_at.toISOString(),
      submittedAt: form.submitted_at?.toISOString() ?? null,
    })),
    history: await historyOf(tx, accountId, companyId, mostHistory),
    may: {
      decide: toAdmins,
      requestChanges:
        toAdmins.whyNot === null && row.form_state !== 'submitted'
          ? notOffered('form-not-submitted')
          : toAdmins,
      comment: offeredTo(actor, mayViewSubmissions),
      setPrimaryContact: toAdmins,
    },
  }
}

function toDecision(row: DecisionRow): Decision {
  return {
    id: row.id,
    status: row.status,
    expiresOn: row.expires_on,
    singleProjectLimit: row.single_project_limit,
    aggregateLimit: row.aggregate_limit,
    currency: row.currency,
    exceptions: row.exceptions,
    notes: row.notes,
    decidedAt: row.decided_at.toISOString(),
    decidedBy: { id: row.decided_by, name: row.by_name },
  }
}

/** @throws Problem not-found, faulty-input where the person is no active user of the company */
export async function changePrimaryContact(
  tx: Tx,
  actor: Actor,
  companyId: string,
  personId: string | null,
): Promise<void> {
  const row = await prequalificationOf(tx, actor.accountId, companyId)
  if (!row) throw new Problem('not-found')
  if (personId && !(await isActiveUserOf(tx, actor.accountId, companyId, personId)))
    refuseFaults([{ path: ['primaryContactId'], reason: 'not-of-this-company' }])
  await setPrimaryContact(tx, actor.accountId, companyId, personId)
  await record(tx, actedBy(actor), 'prequalification.contact-set', { company: row.name }, personId)
}
