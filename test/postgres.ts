import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureEmbeddedPostgres } from '../server/db/embedded/index.ts'
import { runningPostmaster } from '../server/db/embedded/postmaster.ts'

/** Tests make and drop databases by the hundred and may lose them all: no waiting for the disk. */
const TEST_SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',

  max_connections: '300',
  shared_buffers: '128MB',
}

/** A PostgreSQL server for tests, and a way to leave it. */
export type TestPostgres = { url: string; leave(): Promise<void> }

/**
 * The server that the whole suite shares (MUSTER_TEST_DATABASE_URL), else one that stays in the temporary folder
 * of this user and that every test file run by itself starts or finds.
 */
export async function testPostgres(): Promise<TestPostgres> {
  const given = process.env.MUSTER_TEST_DATABASE_URL
  if (given) return { url: given, leave: async () => {} }
  const { url, stop } = await startTestPostgres()
  return { url, leave: stop }
}

export const startTestPostgres = () =>
  ensureEmbeddedPostgres({ dataDir: testPostgresFolder(), settings: TEST_SETTINGS })

export function testPostgresFolder(): string {
  const folder = path.join(os.tmpdir(), `muster-test-${os.userInfo().uid}`)
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  return path.join(folder, 'postgres')
}

/** Others may use it, too. */
export const isTestPostgresRunning = () =>
  runningPostmaster(path.join(testPostgresFolder(), 'cluster')) !== undefined
