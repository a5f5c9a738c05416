import { jsonLog } from '../lib/log.ts'
import { ensureWebBuilt, webDir } from './build-web.ts'
import type { Environment } from './environment/index.ts'
import { installationOf } from './installation-of.ts'
import { keepAddress } from './known-address.ts'
import { listening } from './listening.ts'
import type { OpenDatabase } from './open-database.ts'
import { runUntilStopped } from './run-until-stopped.ts'
import { note, say } from './say.ts'
import type { DemoSignIn } from './seed/index.ts'

/** Everything in one process: database, migrations, demo, web, API, worker, mailbox; until it is stopped. */
export async function serve(environment: Environment): Promise<void> {
  const { host, port, address } = await listening(environment)
  const webBuilt = ensureWebBuilt()
  // It is awaited later; until then nobody would hear that it failed.
  webBuilt.catch(() => {})
  await runUntilStopped(environment, async (database, onStop) => {
    // Loaded while the demo is made, and after the database was asked to start: they are most of the program.
    const parts = Promise.all([
      import('./start-api.ts'),
      import('./start-worker.ts'),
      import('./start-bounces.ts'),
    ])
    const installation = installationOf(environment, address)
    const signIns = environment.demo ? await demo(database, environment, installation.secret) : []
    const [{ startApi }, { startWorker }, { startBounces }] = await parts
    await webBuilt
    const api = await startApi(database, installation, { host, port, webDir, logger: { level: 'warn' } })
    onStop(api.stop)
    keepAddress(environment, address)
    const log = { ...jsonLog(note), info() {} }
    const bounces = await startBounces(database, installation, log)
    onStop(bounces.stop)
    const worker = await startWorker(database, installation, log)
    onStop(worker.stop)
    say(`Muster is ready at ${installation.publicUrl}`)
    for (const { role, userName, password } of signIns) say(`sign in: ${role} ${userName} ${password}`)
    if (!environment.smtpUrl) say(`No mail leaves this machine: read it at ${address}/mailbox`)
  })
}

async function demo(database: OpenDatabase, { dataDir }: Environment, secret: Buffer): Promise<DemoSignIn[]> {
  const { ensureDemo } = await import('./seed/index.ts')
  return ensureDemo(database.connect(1).db, dataDir, secret)
}
