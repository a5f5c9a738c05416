import { jsonLog } from '../lib/log.ts'
import type { Environment } from './environment/index.ts'
import { installationOf } from './installation-of.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { say } from './say.ts'
import { startWorker } from './start-worker.ts'

/** Does what is due and nothing else. Any number of these may run on one database. */
export async function worker(environment: Environment): Promise<void> {
  await runUntilStopped(environment, async (database, onStop) => {
    const started = await startWorker(database, installationOf(environment), jsonLog(say))
    onStop(started.stop)
    say('Muster works on what is due.')
  })
}
