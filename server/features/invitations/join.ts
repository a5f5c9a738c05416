import type { JoinView } from '../../../contract/join.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { settleRunItems } from '../bulk/index.ts'
import { cancelMessages } from '../delivery/index.ts'
import { type Context, type Installation, installationSettings } from '../settings/index.ts'
import {
  createLogin,
  findLogin,
  passwordFaults,
  startSession,
  toUserName,
  verifyPassword,
} from '../sign-in/index.ts'
import { ofInvitation } from './invitation-messages.ts'
import {
  findBySecret,
  invitationToJoin,
  isAnothers,
  type JoinRow,
  lockPersonOf,
  releaseLogin,
} from './join-queries.ts'
import { markJoined } from './joined-queries.ts'
import { sha256Of } from './secret.ts'

/** What a link leads to; looking changes nothing. @throws Problem not-found, account-suspended */
export async function lookAtInvitation({ db, installation }: Context, secret: string): Promise<JoinView> {
  const found = await findBySecret(db, sha256Of(secret))
  if (!found) throw new Problem('not-found')
  return inAccount(db, found.accountId, async tx => {
    const row = await invitationToJoin(tx, found.accountId, found.invitationId)
    if (!row) throw new Problem('not-found')
    if (row.suspended_at) throw new Problem('account-suspended')
    return viewOf(tx, installation, found.accountId, row)
  })
}

/**
 * Joins the account: only a typed password uses up the secret. A login that exists stays as it is; its owner signs in.
 *
 * @returns the token of the session that starts
 * @throws Problem not-found, account-suspended, link-not-usable, faulty-input, wrong-user-name-or-password, user-name-in-use
 */
export async function join(
  db: Db,
  secret: string,
  password: string,
  browser: string | null,
): Promise<Joined> {
  const found = await findBySecret(db, sha256Of(secret))
  if (!found) throw new Problem('not-found')
  return joinBy(db, found, { password, browser }, row => {
    if (stateOf(row) !== 'open') throw new Problem('link-not-usable')
  })
}

export type Joined = { accountId: string; token: string }

/**
 * Joins by what was found, whatever it was found by.
 *
 * @param judge refuses what is not open any more; asked once the person is locked
 */
export async function joinBy(
  db: Db,
  found: { accountId: string; invitationId: string },
  { password, browser }: { password: string; browser: string | null },
  judge: (row: JoinRow) => void,
): Promise<Joined> {
  return inAccount(db, found.accountId, async tx => {
    const seen = await invitationToJoin(tx, found.accountId, found.invitationId)
    if (!seen) throw new Problem('not-found')
    if (seen.suspended_at) throw new Problem('account-suspended')
    await lockPersonOf(tx, found.accountId, seen.person_id)
    const row = (await invitationToJoin(tx, found.accountId, found.invitationId))!
    judge(row)

    const loginId = await loginFor(tx, row, password)
    const isFree = await releaseLogin(tx, found.accountId, loginId, row.person_id)
    if (!isFree) throw new Problem('user-name-in-use')
    const of = { personIds: [row.person_id], kinds: ofInvitation }
    const messages = await cancelMessages(tx, found.accountId, of, 'has-joined')
    await settleRunItems(tx, found.accountId, messages)
    await markJoined(tx, found.accountId, row.person_id, row.id, loginId)
    await record(
      tx,
      { accountId: found.accountId, actorId: row.person_id },
      'person.joined',
      {},
      row.person_id,
    )
    const { accountId } = found
    const token = await startSession(tx, { accountId, personId: row.person_id, loginId, browser })
    return { accountId, token }
  })
}

async function loginFor(tx: Tx, row: JoinRow, password: string): Promise<string> {
  const userName = toUserName(row.user_name!)
  const login = await findLogin(tx, userName)
  if (login) {
    if (!(await verifyPassword(password, login.passwordHash)))
      throw new Problem('wrong-user-name-or-password')
    return login.id
  }
  const about = [row.user_name!, row.first_name, row.last_name, row.account_name]
  refuseFaults(passwordFaults(password, about, await installationSettings(tx)))
  return createLogin(tx, { userName, password })
}

async function viewOf(
  tx: Tx,
  installation: Installation,
  accountId: string,
  row: JoinRow,
): Promise<JoinView> {
  const userName = row.user_name ?? ''
  const login = userName === '' ? null : await findLogin(tx, toUserName(userName))
  const isTaken = login !== null && (await isAnothers(tx, accountId, login.id, row.person_id))
  return {
    state: stateOf(row),
    accountName: row.account_name,
    inviterName:
      row.invited_by === row.person_id
        ? installation.mailFrom.name
        : `${row.inviter_first_name} ${row.inviter_last_name}`.trim(),
    userName,
    language: (row.language ?? row.account_language) as JoinView['language'],
    needs: isTaken ? 'own-user-name' : login ? 'existing-password' : 'new-password',
  }
}

/** A waiting invitation's secret is with its holder already when its message was handed over but not yet acknowledged. */
export function stateOf(row: JoinRow): JoinView['state'] {
  if (row.joined_at) return 'used'
  if (row.status === 'inactive' || row.user_name === null) return 'withdrawn'
  if (row.state === 'declined') return 'declined'
  if (row.state === 'cancelled' || row.state === 'revoked') return 'withdrawn'
  if (row.state === 'error' && !row.link_expires_at) return 'withdrawn'
  if (row.replaced_at) return 'replaced'
  if (row.link_expires_at) return row.link_expires_at <= new Date() ? 'expired' : 'open'
  if (row.state === 'expired' || (row.expires_at && row.expires_at <= new Date())) return 'expired'
  return 'open'
}
