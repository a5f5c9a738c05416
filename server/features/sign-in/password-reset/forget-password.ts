import type { Db } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { toUserName } from '../user-name.ts'
import { insertForgotten } from './queries.ts'

/**
 * Notes that somebody forgot their password. Whether there is such a login is looked up later, by a sweep: nobody learns it
 * from the answer or from how long it took.
 *
 * @param limit its own: who asks too often waits, at their address and for that user name; nobody else does
 * @throws Problem too-many-attempts, for known and unknown alike
 */
export async function forgetPassword(
  db: Db,
  limit: AttemptLimit,
  typedUserName: string,
  from: string,
  now: Date,
): Promise<void> {
  const userName = toUserName(typedUserName)
  const waitSeconds = limit.begin(userName, from, now.getTime())
  if (waitSeconds > 0) throw new Problem('too-many-attempts', { retryAfterSeconds: waitSeconds })
  await insertForgotten(db, { id: newId(), user_name: userName.slice(0, longestUserName) })
}

/** Folding may make a text longer; nobody's user name is. */
const longestUserName = 254
