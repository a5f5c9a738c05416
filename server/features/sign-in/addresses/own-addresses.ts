import type { SignInAddresses } from '../../../../contract/session.ts'
import { enterAccount, type Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { sha256Of } from '../../../lib/one-time-secret.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import type { InSession } from '../me/own-sessions.ts'
import { loginOfPerson } from '../me/queries.ts'
import { accountOfRequest, addressesOf, deleteAddress, insertAddress, useRequest } from './queries.ts'

/** What somebody signs in with. */
export async function ownAddresses(tx: Tx, { accountId, personId }: InSession): Promise<SignInAddresses> {
  const login = await loginOfPerson(tx, accountId, personId)
  const rows = await addressesOf(tx, login.id)
  return {
    userName: login.user_name,
    items: rows.map(({ id, address, added_at }) => ({ id, address, addedAt: added_at.toISOString() })),
  }
}

/**
 * Makes an address one that its owner signs in with. Holding the link is not enough: they are signed in with the login
 * that asked for it.
 *
 * @param tx in the account of the session; the link may have been asked for in another
 * @throws Problem link-not-usable; faulty-input where another login signs in with it
 */
export async function confirmAddress(
  tx: Tx,
  { accountId, personId }: InSession,
  secret: string,
): Promise<string> {
  const login = await loginOfPerson(tx, accountId, personId)
  const askedIn = await accountOfRequest(tx, login.id, sha256Of(secret))
  if (askedIn === null) throw new Problem('link-not-usable')
  await enterAccount(tx, askedIn)
  const address = await useRequest(tx, askedIn, login.id, sha256Of(secret))
  await enterAccount(tx, accountId)
  if (address === null) throw new Problem('link-not-usable')
  if ((await addressesOf(tx, login.id)).some(one => one.address === address)) return address
  const isFree = await insertAddress(tx, { id: newId(), login_id: login.id, address })
  if (!isFree) refuseFaults([{ path: ['secret'], reason: 'address-of-another-login' }])
  await record(tx, { accountId, actorId: personId }, 'sign-in-address.added', {}, personId)
  return address
}

/** @throws Problem not-found also for that of somebody else */
export async function removeAddress(tx: Tx, { accountId, personId }: InSession, id: string): Promise<void> {
  const login = await loginOfPerson(tx, accountId, personId)
  if (!(await deleteAddress(tx, login.id, id))) throw new Problem('not-found')
  await record(tx, { accountId, actorId: personId }, 'sign-in-address.removed', {}, personId)
}
