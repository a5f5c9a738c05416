import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { recordEach } from '../audit/index.ts'
import { methodFor, welcomeTemplate, writeMessages } from '../delivery/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { insertInvitations } from './queries.ts'
import { secretOf, sha256Of } from './secret.ts'
import { temporaryPasswordOf, temporarySha256 } from './temporary-password.ts'

/**
 * Opens an invitation, or the next generation of one, for each person and writes its welcome message: by the method Both
 * one by each channel.
 *
 * Their rows in person_state are locked, and none of them is refused. The secret they may already hold works until the
 * new message is accepted.
 * @param by.dueAt when the message leaves at the earliest; null for at once
 * @param by.settlesRun false where the run's item waits for another message to the same person
 * @param by.isInstallation nobody of the account invites: on the record it is the installation
 */
export async function openInvitations(
  tx: Tx,
  installation: Installation,
  accountId: string,
  personIds: string[],
  by: {
    actorId: string
    runId: string | null
    dueAt: Date | null
    isUrgent: boolean
    isInstallation?: boolean
    settlesRun?: boolean
  },
): Promise<void> {
  if (!personIds.length) return
  const account = await accountSettings(tx, accountId)
  const carriesPassword = account.invitationCarries === 'temporary-password'
  const invitations = personIds.map(personId => {
    const id = newId()
    const secretSha256 = sha256Of(secretOf(installation.secret, accountId, id))
    const temporary = carriesPassword ? temporaryPasswordOf(installation.secret, accountId, id) : null
    return {
      id,
      personId,
      secretSha256,
      temporarySha256: temporary === null ? null : temporarySha256(temporary),
    }
  })
  const opened = await insertInvitations(tx, accountId, invitations, {
    invitedBy: by.actorId,
    runId: by.runId,
  })
  const messages = opened.map(({ id, personId, isAgain, hasTemporary }) => ({
    id: newId(),
    personId,
    invitationId: id,
    kind: 'welcome',
    template: welcomeTemplate(isAgain, hasTemporary ? 'password' : 'link'),
    ordinal: 0,
    runId: by.settlesRun === false ? null : by.runId,
    senderId: by.actorId,
    dueAt: by.dueAt,
    isUrgent: by.isUrgent,
    notSentBecause: null,
  }))
  await writeMessages(tx, accountId, messages, methodFor(account, installation))
  // Of a run its start is on the record, and its items say who: an event for each slowed sending (decision 0013).
  if (by.runId !== null) return
  const actorId = by.isInstallation ? null : by.actorId
  await recordEach(tx, { accountId, actorId }, 'person.invited', {}, personIds)
}

/** Invites the first Directory Admin of a new account, in the installation's name: there is nobody else to do it. */
export async function inviteFirstAdmin(
  tx: Tx,
  installation: Installation,
  { accountId, adminId }: { accountId: string; adminId: string },
): Promise<void> {
  const by = { actorId: adminId, runId: null, dueAt: null, isUrgent: true, isInstallation: true }
  await openInvitations(tx, installation, accountId, [adminId], by)
  await wakeWorkers(tx)
}
