import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { tellKinds } from '../ledger.ts'
import { askedForAmong, type MessageKind } from '../message-kind.ts'
import {
  insertSuppression,
  liftSuppression,
  markAddress,
  type Suppressed,
  suppressionById,
  suppressMessages,
} from './queries.ts'

/**
 * Writes to an address no more: everybody who has it gets the verdict, and what waits for it is settled as suppressed.
 * People first, then messages: who is being invited meanwhile holds the people's rows.
 */
export async function suppress(
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  suppressed: Suppressed,
): Promise<void> {
  if (!(await insertSuppression(tx, accountId, newId(), suppressed))) return
  const { channel, address, reason } = suppressed
  await markAddress(tx, accountId, channel, address, 'suppressed')
  const except = reason === 'complained' ? askedForAmong(kinds) : []
  await tellKinds(tx, accountId, kinds, await suppressMessages(tx, accountId, channel, address, except))
  await record(tx, { accountId, actorId: null }, 'address.suppressed', { channel, reason })
}

/** Only who answered STOP can undo it: a carrier refuses us otherwise, and the law with it. */
export const mayBeLifted = ({ reason, hasStopped }: { reason: string; hasStopped: boolean }): boolean =>
  reason !== 'stopped' && !hasStopped

/** Writes to an address again, because somebody knows better. @throws Problem not-found, still-stopped */
export async function writeAgain(tx: Tx, actor: Actor, id: string): Promise<void> {
  const known = await suppressionById(tx, actor.accountId, id)
  if (!known) throw new Problem('not-found')
  if (!mayBeLifted(known)) throw new Problem('still-stopped')
  const lifted = await liftSuppression(tx, actor.accountId, id, actor.personId)
  if (!lifted) throw new Problem('not-found')
  await markAddress(tx, actor.accountId, lifted.channel as 'email' | 'sms', lifted.address, 'ok')
  await record(tx, actedBy(actor), 'address.written-again', { channel: lifted.channel })
}
