import { setTimeout as delay } from 'node:timers/promises'
import { type PeopleFilter, peopleFilter } from '../../../contract/people.ts'
import type { Run } from '../../../contract/runs.ts'
import { inAccount } from '../../db/connect.ts'
import { reviewBulkAction, runView, startRun } from '../../features/bulk/index.ts'
import type { Actor } from '../../features/permissions/index.ts'
import { silentLog } from '../../lib/log.ts'
import { bulkCatalogue } from '../../registry.ts'
import { note } from '../say.ts'
import { startWorker } from '../start-worker.ts'
import { CommandFault, exitCodes } from './command-fault.ts'
import { actorMeant, atDesk, type CommandOptions, type Desk } from './desk.ts'
import { isWorkerThere } from './queries.ts'
import { reviewInWords, runInWords } from './run-in-words.ts'

type InviteOptions = CommandOptions & { filter?: string[]; dryRun?: boolean; wait?: boolean }

const LOOK_EVERY_MS = 200

/** Invites all who were not invited, or who match a filter. */
export function invite(options: InviteOptions): Promise<number> {
  const filter = filterOf(options.filter)
  return atDesk(options, async desk => {
    const actor = await actorMeant(desk.db, options)
    const catalogue = bulkCatalogue(desk.installation)
    const action = catalogue.actions.find(one => one.name === 'user.invite')!
    const selection = { filter, except: [] }
    const review = await inAccount(desk.db, actor.accountId, tx =>
      reviewBulkAction(tx, catalogue, actor, action, { selection, input: {} }),
    )
    if (options.dryRun || review.acting.count === 0) {
      desk.answer(review, reviewInWords(review))
      return exitCodes.done
    }
    const press = { selection, input: {}, reviewedAt: review.reviewedAt, idempotencyKey: null }
    const runId = await inAccount(desk.db, actor.accountId, tx =>
      startRun(tx, catalogue, actor, action, press),
    )
    const run = options.wait ? await finished(desk, actor, runId) : await look(desk, actor, runId)
    desk.answer(run, runInWords(run))
    return options.wait && run.counts.failed + run.counts.unconfirmed > 0
      ? exitCodes.partlyOrWronglyCalled
      : exitCodes.done
  })
}

const look = (desk: Desk, actor: Actor, runId: string): Promise<Run> =>
  inAccount(desk.db, actor.accountId, tx => runView(tx, bulkCatalogue(desk.installation), actor, runId))

/** The run as it ended. Where no worker is running, this process does the work. */
async function finished(desk: Desk, actor: Actor, runId: string): Promise<Run> {
  const isAlone = !(await isWorkerThere(desk.db))
  const worker = isAlone ? await startWorker(desk.database, desk.installation, silentLog) : null
  try {
    for (let before = ''; ; await delay(LOOK_EVERY_MS)) {
      const run = await look(desk, actor, runId)
      if (run.finishedAt && run.counts.pending === 0) return run
      if (run.state === 'paused' && before !== 'paused') note(runInWords(run).join(' '))
      before = run.state
    }
  } finally {
    await worker?.stop()
  }
}

/** @param given such as `companyName=Star`; without any, all who were not invited */
export function filterOf(given: string[] = ['invitation=not-invited']): PeopleFilter {
  const pairs = given.map(pair => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])
  const unknown = pairs.find(([name]) => !Object.keys(peopleFilter.shape).includes(name!))
  if (unknown) {
    throw new CommandFault(
      `--filter takes name=value, where name is one of ${Object.keys(peopleFilter.shape).join(', ')}; for example --filter companyName=Star.`,
    )
  }
  const parsed = peopleFilter.safeParse(Object.fromEntries(pairs))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new CommandFault(`--filter is not right. ${faults.join('; ')}.`)
}
