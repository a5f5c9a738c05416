import type { QueueHealth, SendingCounts } from '../../../contract/installation.ts'
import type { Tx } from '../../db/connect.ts'
import { installationSettings } from '../settings/index.ts'
import { countWorkers, queueCounts } from './count-queries.ts'
import { pauseOf, sendingView } from './list-accounts.ts'
import { accountsForQueue } from './queue-queries.ts'

const mostAccounts = 100

/** How sending is doing, in all and by account. @param tx as operator */
export async function queueHealth(tx: Tx, now: Date): Promise<QueueHealth> {
  const { sendingPaused } = await installationSettings(tx)
  const counts = await queueCounts(tx, now)
  const accounts = (await accountsForQueue(tx)).map(row => ({
    id: row.id,
    name: row.name,
    isSuspended: row.suspended_at !== null,
    paused: pauseOf(row),
    sending: sendingView(counts.get(row.id)),
  }))
  return {
    paused: sendingPaused && { at: sendingPaused.at.toISOString(), reason: sendingPaused.reason },
    workers: await countWorkers(tx),
    total: sumOf(accounts.map(account => account.sending)),
    accounts: accounts
      .filter(({ paused, sending }) => paused || sending.waiting + sending.inHand + sending.unconfirmed > 0)
      .sort((one, other) => other.sending.waiting - one.sending.waiting)
      .slice(0, mostAccounts),
  }
}

function sumOf(counts: SendingCounts[]): SendingCounts {
  const total = (name: Exclude<keyof SendingCounts, 'oldestDueAt'>) =>
    counts.reduce((sum, one) => sum + one[name], 0)
  const oldest = counts.flatMap(({ oldestDueAt }) => oldestDueAt ?? []).sort()
  return {
    waiting: total('waiting'),
    due: total('due'),
    deferred: total('deferred'),
    inHand: total('inHand'),
    unconfirmed: total('unconfirmed'),
    oldestDueAt: oldest[0] ?? null,
  }
}
