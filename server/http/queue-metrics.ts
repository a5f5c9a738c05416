import { Gauge, Registry } from 'prom-client'
import { asOperator, type Db } from '../db/connect.ts'
import { reportCounts } from '../features/delivery/index.ts'
import { queueHealth } from '../features/installation/index.ts'

/** However often somebody asks, the database counts at most this often. */
const keptMs = 10_000
const patienceMs = 2_000

const gauges = {
  muster_messages_waiting: 'Messages queued or deferred, of all accounts.',
  muster_messages_due: 'Of those, messages that should have left already.',
  muster_messages_deferred: 'Of those, messages that a mail server asked to send later.',
  muster_messages_in_hand: 'Messages with a worker right now.',
  muster_messages_unconfirmed: 'Invitations handed over, with the answer lost.',
  muster_oldest_due_seconds: 'For how long the oldest message that is due has been due; 0 when none is.',
  muster_accounts_paused: 'Accounts whose sending pauses, because the mail server works with nobody.',
  muster_sending_paused: '1 while the sending of the whole installation is paused.',
  muster_workers: 'Workers running right now.',
} as const
type Measures = Record<keyof typeof gauges, number>

/** How sending is doing, in numbers that name nobody. @returns the text; nothing while the database does not answer */
export function queueMetrics(db: Db): () => Promise<string> {
  const registry = new Registry()
  const known = new Map(
    Object.entries(gauges).map(([name, help]) => [name, new Gauge({ name, help, registers: [registry] })]),
  )
  const reports = new Gauge({
    name: 'muster_mail_reports',
    help: 'Reports of what became of e-mails so far, by what was made of each.',
    labelNames: ['verdict'],
    registers: [registry],
  })
  let kept: { untilMs: number; text: Promise<string> } | undefined

  async function measured(): Promise<string> {
    for (const [name, value] of Object.entries(await measure(db))) known.get(name)!.set(value)
    for (const row of await asOperator(db, reportCounts))
      reports.set({ verdict: row.verdict }, Number(row.reports))
    return registry.metrics()
  }
  return () => {
    if (!kept || kept.untilMs < Date.now()) {
      kept = { untilMs: Date.now() + keptMs, text: inTime(measured()).catch(() => '') }
    }
    return kept.text
  }
}

async function measure(db: Db): Promise<Measures> {
  const now = new Date()
  const { paused, workers, total, accounts } = await asOperator(db, tx => queueHealth(tx, now))
  return {
    muster_messages_waiting: total.waiting,
    muster_messages_due: total.due,
    muster_messages_deferred: total.deferred,
    muster_messages_in_hand: total.inHand,
    muster_messages_unconfirmed: total.unconfirmed,
    muster_oldest_due_seconds: total.oldestDueAt
      ? Math.max(0, (now.getTime() - Date.parse(total.oldestDueAt)) / 1000)
      : 0,
    muster_accounts_paused: accounts.filter(account => account.paused).length,
    muster_sending_paused: paused ? 1 : 0,
    muster_workers: workers,
  }
}

/** Whoever collects measurements waits for nothing: those of the process come without those of the database. */
function inTime(text: Promise<string>): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  const timer = setTimeout(() => resolve(''), patienceMs)
  return Promise.race([text, promise]).finally(() => clearTimeout(timer))
}
