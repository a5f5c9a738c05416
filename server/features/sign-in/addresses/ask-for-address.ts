import { mostSignInAddresses, type NewSignInAddress } from '../../../../contract/session.ts'
import { inAccount, type Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { oneTimeSecret, sha256Of } from '../../../lib/one-time-secret.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { methodFor, writeMessages } from '../../delivery/index.ts'
import { accountSettings, type Context, type Installation } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { linkExpiresAt } from '../link-life.ts'
import type { InSession } from '../me/own-sessions.ts'
import { loginOfPerson } from '../me/queries.ts'
import { verifyPassword } from '../password.ts'
import { judgeAddress } from './judge-address.ts'
import { addressesOf, holdLogin, insertRequest, requestsWithinAnHour } from './queries.ts'

/** Nobody's mailbox is filled in a stranger's name. */
const mostPerHour = 5

/**
 * Sends a link to an address that the owner of a login wants to sign in with. Whether another login has it is told only
 * to who can open what is sent there.
 *
 * @param from whose guesses at the password these are: each session waits for its own
 * @throws Problem faulty-input, too-many-attempts
 */
export async function askForAddress(
  { db, installation }: Context,
  limit: AttemptLimit,
  who: InSession,
  typed: NewSignInAddress,
  { from, now }: { from: string; now: Date },
): Promise<void> {
  const { accountId, personId } = who
  const login = await inAccount(db, accountId, tx => loginOfPerson(tx, accountId, personId))
  const waitSeconds = limit.begin(login.user_name, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })
  const isRight = await verifyPassword(typed.currentPassword, login.password_hash)
  if (isRight) limit.succeeded(login.user_name, from)

  await inAccount(db, accountId, async tx => {
    await holdLogin(tx, login.id)
    const settings = await accountSettings(tx, accountId)
    const canUseSms = methodFor(settings, installation) !== 'email-only'
    const { address, fault } = judgeAddress(typed.address, { country: settings.country, canUseSms })
    const own = (await addressesOf(tx, login.id)).map(one => one.address)
    const path = ['address']
    refuseFaults([
      ...(isRight ? [] : [{ path: ['currentPassword'], reason: 'wrong-password' }]),
      ...(fault ? [fault] : []),
      ...(address === login.user_name || own.some(one => one === address)
        ? [{ path, reason: 'address-yours-already' }]
        : []),
      ...(own.length < mostSignInAddresses
        ? []
        : [{ path, reason: 'too-many', detail: { most: mostSignInAddresses } }]),
    ])
    if ((await requestsWithinAnHour(tx, accountId, login.id)) >= mostPerHour)
      throw new Problem('too-many-attempts', { retryAfterSeconds: 60 * 60 })
    await writeLink(tx, installation, { accountId, personId, loginId: login.id, address: address! }, now)
  })
}

async function writeLink(
  tx: Tx,
  { secret }: Installation,
  to: { accountId: string; personId: string; loginId: string; address: string },
  now: Date,
): Promise<void> {
  const { accountId, personId, loginId, address } = to
  const id = newId()
  await writeMessages(
    tx,
    accountId,
    [
      {
        ...{ id, personId, senderId: personId, kind: 'sign-in-address', toAddress: address },
        ...{ invitationId: null, ordinal: 0, runId: null, dueAt: now, isUrgent: true, notSentBecause: null },
      },
    ],
    'email-or-sms',
  )
  await insertRequest(tx, {
    ...{ account_id: accountId, id, login_id: loginId, person_id: personId, address },
    secret_sha256: sha256Of(oneTimeSecret(secret, 'sign-in-address', accountId, id)),
    expires_at: linkExpiresAt(now),
  })
}
