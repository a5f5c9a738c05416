import { inAccount } from '../../db/connect.ts'
import type { Sweep } from '../../sweeps/sweep.ts'
import { accountsWithDueMessages, pauseSending } from './ledger-queries.ts'
import { type Sender, sendDue } from './send-due.ts'

const firstPauseSeconds = 2
const longestPauseSeconds = 60

/** Sends what is due by one channel. Where its server works with nobody, the account pauses with one clear reason and tries again by itself. */
export function sendingSweep(sender: Sender): Sweep {
  const { channel } = sender
  const pauses = new Map<string, number>()
  return {
    name: channel.name === 'email' ? 'sending' : 'sending-sms',
    dueAccounts: (_, now) => accountsWithDueMessages(sender.db, channel.name, now),
    async sweep(accountId, now, stop) {
      const { more, serverReason, accepted } = await sendDue(sender, accountId, now, stop)
      if (accepted) pauses.delete(accountId)
      if (serverReason === null) return more
      const count = pauses.get(accountId) ?? 0
      pauses.set(accountId, count + 1)
      const seconds = Math.min(firstPauseSeconds * 2 ** count, longestPauseSeconds)
      await inAccount(sender.db, accountId, tx =>
        pauseSending(tx, accountId, channel.name, serverReason, seconds),
      )
      return false
    },
  }
}
