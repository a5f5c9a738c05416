import path from 'node:path'
import { connect, type Database } from '../db/connect.ts'
import type { Environment } from './environment/index.ts'
import { settleFiles } from './restored-files.ts'

/** The database that the environment names, running and up to date. */
export type OpenDatabase = {
  /** As whoever owns the tables; for LISTEN, migrations and further connections. */
  url: string
  /** Names of the migrations applied now. */
  migrated: string[]
  connect(connections?: number): Database
  /** Closes every connection made here; the embedded server stops when nobody else uses it. */
  close(): Promise<void>
}

/** Starts or finds the embedded server, unless DATABASE_URL names another, and brings it up to this version. */
export async function openDatabase(
  environment: Environment,
  log: (line: string) => void = () => {},
): Promise<OpenDatabase> {
  const { url, leave } = await reachDatabase(environment, log)
  const opened: Database[] = []
  const close = async () => {
    await Promise.all(opened.map(database => database.close()))
    await leave()
  }
  try {
    const { migrate } = await import('../db/migrate.ts')
    await settleFiles(environment.dataDir, url)
    const migrated = await migrate(url)
    return {
      url,
      migrated,
      close,
      connect(connections) {
        const database = connect(url, connections)
        opened.push(database)
        return database
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

export async function reachDatabase(environment: Environment, log: (line: string) => void) {
  if (environment.databaseUrl) return { url: environment.databaseUrl, leave: async () => {} }
  const { ensureEmbeddedPostgres } = await import('../db/embedded/index.ts')
  const server = await ensureEmbeddedPostgres({ dataDir: path.join(environment.dataDir, 'postgres'), log })
  return { url: server.url, leave: () => server.stop() }
}
