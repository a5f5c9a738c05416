import type { Review } from '../../../contract/bulk-actions.ts'
import type { Tx } from '../../db/connect.ts'
import type { BulkAction, Judge, Way } from './bulk-action.ts'
import { judgedAs } from './judge.ts'
import { judgedColumns, thoseOf } from './judging-queries.ts'
import type { Selected } from './subject.ts'

/** How many messages would leave by which channel, of those who are acted on. Null for an action that sends nothing. */
export async function sendingOf(
  tx: Tx,
  action: BulkAction,
  judge: Omit<Judge, 'state'>,
  subjects: Selected,
  acting: { way: Way | null; count: number }[],
): Promise<Review['sending']> {
  if (!action.sending) return null
  const byWays = (...ways: Way[]) =>
    acting.reduce((sum, { way, count }) => sum + (way && ways.includes(way) ? count : 0), 0)
  const sms = byWays('sms', 'both')
  const judged = { ...judge, state: judgedColumns }
  const receivers = thoseOf(subjects, [action.sending.getsSms(judged), ...judgedAs(action, judge, null)])
  const volume = sms
    ? await action.sending.smsVolume(tx, judged, receivers, sms)
    : { segments: 0, isExact: true }
  return { email: byWays('email', 'both'), sms, smsSegments: volume.segments, isExact: volume.isExact }
}
