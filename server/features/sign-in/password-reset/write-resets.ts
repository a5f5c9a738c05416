import { inAccount, type Tx } from '../../../db/connect.ts'
import { judgeEmail } from '../../../lib/email-address.ts'
import { newId } from '../../../lib/ids.ts'
import { oneTimeSecret, sha256Of } from '../../../lib/one-time-secret.ts'
import { judgePhone } from '../../../lib/phone.ts'
import { record } from '../../audit/index.ts'
import { smsIsOpen, writeMessages } from '../../delivery/index.ts'
import type { Context, Installation } from '../../settings/index.ts'
import { linkExpiresAt } from '../link-life.ts'
import { type Forgetful, insertReset, resetsWithinAnHour, takeForgotten } from './queries.ts'

/** Whoever asks in an owner's name can fill their mailbox no further; the newest link works all the same. */
const mostPerHour = 5
const batchSize = 100

/** Writes to those who forgot their password. @returns whether there are more */
export function writeResets({ db, installation }: Context, accountId: string, now: Date): Promise<boolean> {
  return inAccount(db, accountId, async tx => {
    const forgetful = await takeForgotten(tx, accountId, batchSize)
    for (const one of forgetful) await writeReset(tx, installation, accountId, one, now)
    return forgetful.length === batchSize
  })
}

/** To the login's own address, never to one that an account wrote: so no administrator can come by the link. */
async function writeReset(
  tx: Tx,
  installation: Installation,
  accountId: string,
  { personId, loginId, userName }: Forgetful,
  now: Date,
): Promise<void> {
  if (!isAddress(userName, installation)) return
  if ((await resetsWithinAnHour(tx, accountId, loginId)) >= mostPerHour) return
  const id = newId()
  await writeMessages(
    tx,
    accountId,
    [
      {
        id,
        personId,
        invitationId: null,
        kind: 'password-reset',
        ordinal: 0,
        runId: null,
        senderId: personId,
        dueAt: now,
        isUrgent: true,
        notSentBecause: null,
        toAddress: userName,
      },
    ],
    'email-or-sms',
  )
  await insertReset(tx, {
    account_id: accountId,
    id,
    login_id: loginId,
    person_id: personId,
    secret_sha256: sha256Of(oneTimeSecret(installation.secret, 'password-reset', accountId, id)),
    expires_at: linkExpiresAt(now),
  })
  await record(tx, { accountId, actorId: null }, 'password.forgotten', {}, personId)
}

/** A user name that can be written to: an e-mail address, or a number where SMS can be sent. */
const isAddress = (userName: string, installation: Installation): boolean =>
  judgeEmail(userName).address === userName ||
  (smsIsOpen(installation) && judgePhone(userName, { accountCountry: null }).number === userName)
