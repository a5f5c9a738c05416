import type { Tx } from '../../../db/connect.ts'
import type { ChannelName } from '../channel.ts'
import { claimDue } from '../ledger-queries.ts'
import type { ClaimedMessage } from '../message-kind.ts'
import {
  allowance,
  candidates,
  type Limited,
  takeFromDomains,
  takeFromPace,
  tellWhatWaits,
} from './pace-queries.ts'

/** Messages told in one turn that they wait. */
const told = 500

/**
 * Claims what may leave within the limits of SEND_LIMITS; the rest waits, is not refused, and says what it waits for.
 *
 * What people asked for themselves goes first and past all limits. Locks the account's pace, then messages, then domains by name.
 */
export async function claimWithin(
  tx: Tx,
  accountId: string,
  channel: ChannelName,
  owner: string,
  now: Date,
  limit: number,
  limited: Limited,
): Promise<ClaimedMessage[]> {
  const asked = await claimDue(tx, accountId, channel, owner, now, limit, { kinds: limited.unlimited })
  if (asked.length) return asked
  const { count, isDayOver } = await allowance(tx, accountId, limited.limits)
  const most = Math.min(limit, count)
  const open = most > 0 ? await candidates(tx, accountId, channel, now, most, limited) : []
  const ids = await withinDomains(tx, channel, open, limited)
  const claimed = ids.length ? await claimDue(tx, accountId, channel, owner, now, limit, { ids }) : []
  if (claimed.length) await takeFromPace(tx, accountId, claimed.length)
  if (claimed.length < limit) await tellWhatWaits(tx, accountId, channel, now, limited, isDayOver, told)
  return claimed
}

async function withinDomains(
  tx: Tx,
  channel: ChannelName,
  open: { id: string; domain: string }[],
  { limits: { domain: perMinute } }: Limited,
): Promise<string[]> {
  if (perMinute === null || channel === 'sms' || !open.length) return open.map(one => one.id)
  const wanted = new Map<string, number>()
  for (const { domain } of open) wanted.set(domain, (wanted.get(domain) ?? 0) + 1)
  const left = await takeFromDomains(tx, wanted, perMinute)
  return open.flatMap(({ id, domain }) => {
    const more = left.get(domain) ?? 0
    left.set(domain, more - 1)
    return more > 0 ? [id] : []
  })
}
