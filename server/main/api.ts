import { jsonLog } from '../lib/log.ts'
import { ensureWebBuilt, webDir } from './build-web.ts'
import type { Environment } from './environment/index.ts'
import { installationOf } from './installation-of.ts'
import { keepAddress } from './known-address.ts'
import { listening } from './listening.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { say } from './say.ts'
import { startApi } from './start-api.ts'
import { startBounces } from './start-bounces.ts'

/** Answers over HTTP and nothing else; a worker elsewhere does what is due. */
export async function api(environment: Environment): Promise<void> {
  const { host, port, address } = await listening(environment)
  await ensureWebBuilt()
  await runUntilStopped(environment, async (database, onStop) => {
    const installation = installationOf(environment, address)
    const started = await startApi(database, installation, { host, port, webDir, logger: { level: 'info' } })
    onStop(started.stop)
    const bounces = await startBounces(database, installation, jsonLog(say))
    onStop(bounces.stop)
    keepAddress(environment, address)
    say(`Muster is ready at ${installation.publicUrl}`)
  })
}
