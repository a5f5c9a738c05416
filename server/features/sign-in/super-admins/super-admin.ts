import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import { recordForInstallation } from '../../audit/index.ts'
import {
  deleteSuperAdmin,
  endSuperAdminSessionById,
  endSuperAdminSessions,
  insertSuperAdmin,
  insertSuperAdminSession,
  lockSuperAdmins,
} from './queries.ts'

/** Who looks after the installation: a login, whether it is a user somewhere or not. */
export type SuperAdmin = {
  loginId: string
  userName: string
  /** Of a super admin who is a user of no account; null where the session is one in an account. */
  sessionId: string | null
}

const tokenBytes = 32

/** The super admin of a request. @throws Problem not-signed-in */
export function superAdminOf(request: { superAdmin: SuperAdmin | null }): SuperAdmin {
  if (!request.superAdmin) throw new Problem('not-signed-in')
  return request.superAdmin
}

/**
 * Makes a login a super admin; one that is stays as it is. @param tx as operator
 *
 * @param by the super admin who adds them; null for the command line and the set-up
 * @returns whether they were none before
 */
export async function addSuperAdmin(
  tx: Tx,
  login: { id: string; userName: string },
  by: string | null,
): Promise<boolean> {
  const isNew = await insertSuperAdmin(tx, login.id, by)
  if (isNew) await recordForInstallation(tx, by, 'super-admin.added', { userName: login.userName }, login.id)
  return isNew
}

/**
 * Takes the role from a login; its sessions without an account end. @param tx as operator
 *
 * @returns what became of it: `last` leaves the only one there is as they are, unless `evenTheLast`
 */
export async function removeSuperAdmin(
  tx: Tx,
  login: { id: string; userName: string },
  evenTheLast: boolean,
): Promise<'removed' | 'none' | 'last'> {
  const all = await lockSuperAdmins(tx)
  if (!all.includes(login.id)) return 'none'
  if (all.length === 1 && !evenTheLast) return 'last'
  await deleteSuperAdmin(tx, login.id)
  await endSuperAdminSessions(tx, login.id, null)
  await recordForInstallation(tx, null, 'super-admin.removed', { userName: login.userName }, login.id)
  return 'removed'
}

/** Signs in a super admin who is a user of no account. @param tx as operator @returns the token for their cookie */
export async function startSuperAdminSession(tx: Tx, loginId: string): Promise<string> {
  const token = randomBytes(tokenBytes).toString('base64url')
  const token_sha256 = createHash('sha256').update(token).digest()
  await insertSuperAdminSession(tx, { id: newId(), token_sha256, login_id: loginId })
  await recordForInstallation(tx, loginId, 'super-admin.signed-in', {})
  return token
}

/** @param tx as operator */
export async function endSuperAdminSession(tx: Tx, sessionId: string): Promise<void> {
  const ended = await endSuperAdminSessionById(tx, sessionId)
  if (ended) await recordForInstallation(tx, ended.login_id, 'super-admin.signed-out', {})
}
