import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem } from '../../../lib/problem.ts'
import { record, recordAll } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { askedForAmong, type MessageKind } from '../message-kind.ts'
import { tellKinds } from '../tell-kinds.ts'
import {
  insertSuppressions,
  liftSuppression,
  markAddresses,
  type Suppressed,
  suppressionById,
  suppressMessages,
} from './queries.ts'

/**
 * Writes to addresses of one channel no more: everybody who has one gets the verdict, and what waits for it is settled as suppressed.
 * People first, then messages: who is being invited meanwhile holds the people's rows.
 *
 * @param suppressed of one channel; complaints come one by one
 */
export async function suppress(
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  suppressed: Suppressed[],
): Promise<void> {
  const [first] = suppressed
  if (!first) return
  const { channel } = first
  // Of a shared number each message says it. By their order, so that two workers do not wait for each other.
  const each = [...new Map(suppressed.map(one => [one.address, one])).values()]
  each.sort((a, b) => (a.address < b.address ? -1 : 1))
  const isNew = await insertSuppressions(
    tx,
    accountId,
    each.map(one => ({ ...one, id: newId() })),
  )
  if (!isNew.size) return
  const news = each.filter(one => isNew.has(one.address))
  await markAddresses(tx, accountId, channel, [...isNew], 'suppressed')
  const except = first.reason === 'complained' ? askedForAmong(kinds) : []
  await tellKinds(tx, accountId, kinds, await suppressMessages(tx, accountId, channel, [...isNew], except))
  const by = { accountId, actorId: null }
  await recordAll(
    tx,
    by,
    'address.suppressed',
    news.map(({ reason }) => ({ channel, reason })),
  )
}

/**
 * Only who answered STOP can undo it: a carrier refuses us otherwise, and the law with it. Where the gateway alone heard the STOP, it
 * alone may hear the START: whoever knows of one may write again, and is refused again where there was none.
 */
export const mayBeLifted = ({ hasStopped }: { hasStopped: boolean }): boolean => !hasStopped

/** Writes to an address again, because somebody knows better. @throws Problem not-found, still-stopped */
export async function writeAgain(tx: Tx, actor: Actor, id: string): Promise<void> {
  const known = await suppressionById(tx, actor.accountId, id)
  if (!known) throw new Problem('not-found')
  if (!mayBeLifted(known)) throw new Problem('still-stopped')
  const lifted = await liftSuppression(tx, actor.accountId, id, actor.personId)
  if (!lifted) throw new Problem('not-found')
  await markAddresses(tx, actor.accountId, lifted.channel as 'email' | 'sms', [lifted.address], 'ok')
  await record(tx, actedBy(actor), 'address.written-again', { channel: lifted.channel })
}
