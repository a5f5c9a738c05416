import { inAccount } from '../../db/connect.ts'
import { listRuns, runView } from '../../features/bulk/index.ts'
import { bulkCatalogue } from '../../registry.ts'
import { CommandFault } from './command-fault.ts'
import { actorMeant, atDesk, type CommandOptions } from './desk.ts'
import { runInWords } from './run-in-words.ts'

const NEWEST = 50

/** One run, or the newest ones. */
export const runs = (id: string | undefined, options: CommandOptions): Promise<void> =>
  atDesk(options, async ({ db, installation, answer }) => {
    if (id !== undefined && !/^[0-9a-f-]{36}$/i.test(id))
      throw new CommandFault(`${id} is not the id of a run.`)
    const actor = await actorMeant(db, options)
    const catalogue = bulkCatalogue(installation)
    await inAccount(db, actor.accountId, async tx => {
      if (id) {
        const run = await runView(tx, catalogue, actor, id)
        return answer(run, runInWords(run))
      }
      const { items } = await listRuns(tx, catalogue, actor, { limit: NEWEST })
      answer(items, items.length ? items.flatMap(run => runInWords(run)[0]!) : ['Nothing was run yet.'])
    })
  })
