import { type Db, inAccount } from '../../../db/connect.ts'
import { judgePhone } from '../../../lib/phone.ts'
import { record } from '../../audit/index.ts'
import type { MessageKind } from '../message-kind.ts'
import {
  accountsThatTexted,
  deleteStopped,
  insertStopped,
  liftSuppression,
  markAddresses,
  suppressionInForce,
} from './queries.ts'
import { suppress } from './suppress.ts'

/** Source: CTIA Messaging Principles, 5.1.3; in Russian as people there write it. */
const stopWords = new Set([
  'STOP',
  'STOPALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'СТОП',
  'ОТПИСАТЬСЯ',
  'ОТПИСКА',
])
const startWords = new Set(['START', 'UNSTOP', 'СТАРТ'])

/** What somebody wrote back to a number of ours. */
export type Answered = { from: string; text: string }

/** What an answer means; most mean nothing to us. */
export function meaningOfAnswer(text: string): 'stop' | 'start' | null {
  const word = text
    .normalize('NFKC')
    .replace(/[^\p{L}\s]/gu, ' ')
    .trim()
    .toUpperCase()
  return stopWords.has(word) ? 'stop' : startWords.has(word) ? 'start' : null
}

/**
 * Hears an answer: STOP and its kin suppress the number for every account that sends from this number of ours, START undoes
 * it. Who was never written to changes nothing.
 *
 * @param sendingNumber ours, as SMS_URL has it
 */
export async function hearAnswer(
  db: Db,
  kinds: MessageKind[],
  sendingNumber: string,
  { from, text }: Answered,
): Promise<void> {
  const meaning = meaningOfAnswer(text)
  const phone = judgePhone(from, { accountCountry: null }).number
  if (!meaning || !phone) return
  const accounts = await accountsThatTexted(db, phone)
  if (!accounts.length) return
  if (meaning === 'stop') {
    // First for all: whoever writes to them meanwhile meets it at the fence.
    await insertStopped(db, sendingNumber, phone)
    const stopped = {
      channel: 'sms',
      address: phone,
      reason: 'stopped',
      sendingNumber,
      detail: null,
    } as const
    for (const accountId of accounts)
      await inAccount(db, accountId, tx => suppress(tx, accountId, kinds, [stopped]))
    return
  }
  await deleteStopped(db, phone)
  for (const accountId of accounts) await inAccount(db, accountId, tx => start(tx, accountId, phone))
}

async function start(
  tx: Parameters<typeof markAddresses>[0],
  accountId: string,
  phone: string,
): Promise<void> {
  const known = await suppressionInForce(tx, accountId, 'sms', phone)
  if (known?.reason !== 'stopped') return
  await liftSuppression(tx, accountId, known.id, null)
  await markAddresses(tx, accountId, 'sms', [phone], 'ok')
  await record(tx, { accountId, actorId: null }, 'address.written-again', { channel: 'sms' })
}
