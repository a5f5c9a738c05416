import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { type BulkAction, judgeOne } from '../bulk/index.ts'
import { users } from '../directory/index.ts'
import { loadActor } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { insertAsked, invitationsWithinADay, takeAsked } from './ask-queries.ts'
import { sendAgain } from './invite-at-once.ts'
import { lockPersonOf } from './join-queries.ts'
import { openInvitations } from './open-invitations.ts'
import { sha256Of } from './secret.ts'

const batchSize = 100
/** New links of one person in a day: whoever holds an old link can fill their mailbox no further. */
const mostPerDay = 3

/**
 * Notes that somebody asked for a new link. Whose the old one is, if it ever was one, is looked up later, by a sweep: nobody
 * learns it from the answer or from how long it took.
 */
export async function askForLink(db: Db, secret: string): Promise<void> {
  await insertAskedFor(db, sha256Of(secret))
}

export async function insertAskedFor(db: Db, secretSha256: Buffer): Promise<void> {
  await insertAsked(db, { id: newId(), secret_sha256: secretSha256 })
}

/**
 * Sends new links to those who asked, as if who invited them had pressed Re-Invite, or Send again where it is not known whether
 * their newest one arrived: judged by the same refusals, with what the inviter may do now. It goes to the address on file, whoever asked. @returns whether there are more
 */
export function sendNewLinks(context: Context, inviting: BulkAction, accountId: string): Promise<boolean> {
  return inAccount(context.db, accountId, async tx => {
    const asked = await takeAsked(tx, accountId, batchSize)
    for (const { personId, invitedBy } of asked)
      await inviteAnew(tx, context, inviting, accountId, personId, invitedBy)
    return asked.length === batchSize
  })
}

async function inviteAnew(
  tx: Tx,
  { installation }: Context,
  inviting: BulkAction,
  accountId: string,
  personId: string,
  invitedBy: string,
): Promise<void> {
  const inviter = await loadActor(tx, accountId, invitedBy)
  if (!inviter?.permissions.has(inviting.permission)) return
  await lockPersonOf(tx, accountId, personId)
  const judged = await judgeOne(tx, users, inviting, inviter, personId)
  if (!judged) return
  if ((await invitationsWithinADay(tx, accountId, personId)) >= mostPerDay) return
  if (judged.reason === 'already-waiting') await sendAgain(tx, inviter, personId)
  if (judged.reason !== null) return
  await openInvitations(tx, installation, accountId, [personId], {
    actorId: invitedBy,
    runId: null,
    dueAt: null,
    isUrgent: true,
  })
}
