import type { PasswordResetView } from '../../../../contract/session.ts'
import { type Db, enterAccount, inAccount } from '../../../db/connect.ts'
import { sha256Of } from '../../../lib/one-time-secret.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { installationSettings } from '../../settings/index.ts'
import { hashPassword } from '../password.ts'
import { passwordFaults } from '../password-faults.ts'
import { membershipsOf } from '../queries.ts'
import { replacePassword } from '../replace-password.ts'
import { findLiveReset, resetWithOwner, useReset } from './queries.ts'

/** What a link leads to; looking changes nothing. @throws Problem link-not-usable, also for one that never was */
export async function lookAtReset(db: Db, secret: string): Promise<PasswordResetView> {
  const { user_name, language } = await liveReset(db, secret)
  return { userName: user_name, language }
}

/**
 * Gives the login a new password: only a typed one uses up the link. All its sessions end, in every account, and it is on the
 * record of each.
 *
 * @throws Problem link-not-usable, faulty-input
 */
export async function resetPassword(db: Db, secret: string, password: string): Promise<void> {
  const reset = await liveReset(db, secret)
  const { accountId, login_id: loginId } = reset
  const own = [reset.user_name, reset.first_name, reset.last_name, reset.email ?? '', reset.account_name]
  refuseFaults(passwordFaults(password, own, await installationSettings(db)))
  const passwordHash = await hashPassword(password)
  await inAccount(db, accountId, async tx => {
    if (!(await useReset(tx, accountId, reset.id))) throw new Problem('link-not-usable')
    await replacePassword(tx, { loginId, passwordHash, accountId, exceptSessionId: null })
    for (const membership of await membershipsOf(tx, loginId)) {
      await enterAccount(tx, membership.accountId)
      const by = { accountId: membership.accountId, actorId: membership.personId }
      await record(tx, by, 'password.reset', {}, membership.personId)
    }
  })
}

async function liveReset(db: Db, secret: string) {
  const found = await findLiveReset(db, sha256Of(secret))
  if (!found) throw new Problem('link-not-usable')
  const { accountId, id } = found
  return { accountId, id, ...(await inAccount(db, accountId, tx => resetWithOwner(tx, accountId, id))) }
}
