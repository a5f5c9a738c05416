import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { oneTimeSecret, sha256Of } from '../../lib/one-time-secret.ts'
import { writeMessages } from '../delivery/index.ts'
import { openInvitations } from '../invitations/index.ts'
import type { Installation } from '../settings/index.ts'
import { type Opened, openForms } from './open-forms.ts'
import { insertRespondents, neverInvitedOf } from './opening-queries.ts'

/** The secret in the link that stops one respondent's reminders; derived, so that every reminder has the same. */
export const stopSecretOf = (installation: Installation, accountId: string, respondentId: string): string =>
  oneTimeSecret(installation.secret, 'stop-reminders', accountId, respondentId)

/**
 * Invites people to their companies' forms, and those who were never invited to join to that too, by a message of its own.
 * Their rows in person_state are locked, all have a company, and none waits for such a message already.
 *
 * @param by.dueAt when the messages leave at the earliest; null for at once
 */
export async function inviteRespondents(
  tx: Tx,
  installation: Installation,
  accountId: string,
  personIds: string[],
  by: Opened & { dueAt: Date | null },
): Promise<void> {
  await openForms(tx, accountId, personIds, by)
  const people = personIds.map(personId => {
    const id = newId()
    return { id, personId, stopSha256: sha256Of(stopSecretOf(installation, accountId, id)) }
  })
  const invited = await insertRespondents(tx, accountId, people, { invitedBy: by.actorId, runId: by.runId })
  const strangers = await neverInvitedOf(tx, accountId, personIds)
  // Of these two messages a run item waits for the one that its action is named after.
  await openInvitations(tx, installation, accountId, strangers, {
    actorId: by.actorId,
    runId: by.runId,
    dueAt: by.dueAt,
    isUrgent: false,
    settlesRun: false,
  })
  await writeMessages(
    tx,
    accountId,
    invited.map(({ id, personId }) => ({
      id: newId(),
      personId,
      invitationId: id,
      kind: 'prequalification',
      ordinal: 0,
      runId: by.runId,
      senderId: by.actorId,
      dueAt: by.dueAt,
      isUrgent: false,
      notSentBecause: null,
    })),
    'email-only',
  )
}
