import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { connect, inAccount } from '../server/db/connect.ts'
import { recordEach, verifyChain } from '../server/features/audit/index.ts'
import { sealingSweep } from '../server/features/audit/sweeps.ts'
import { createAccount } from '../server/features/sign-in/index.ts'
import { testInstallation } from '../test/account.ts'
import { admin } from './ground/admin.ts'
import { benchServer } from './ground/bench-database.ts'
import { atMost, type Bench, linesOf } from './ground/measurement.ts'

const MILLION = 1_000_000
const WRITTEN_AT_ONCE = 50_000
const line = linesOf('audit')
const strangers = (count: number) =>
  sql<{ person_id: string }>`select gen_random_uuid() as person_id from generate_series(1, ${count}::int)`

/** Sealing and verifying the audit log of an account. */
export const bench: Bench = async function* ({ people: asked, note }) {
  const events = asked ?? MILLION
  const server = await benchServer(note)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-bench-audit-'))
  const empty = await server.empty()
  const database = connect(empty.url)
  try {
    const account = await createAccount(database.db, {
      ...{ accountName: 'Bench Builders', country: 'US', language: 'en', timeZone: 'UTC' },
      ...admin,
    })
    const { accountId, adminId } = account
    note(`writing ${events.toLocaleString('en')} events`)
    for (let written = 1; written < events; written += WRITTEN_AT_ONCE) {
      await inAccount(database.db, accountId, tx =>
        recordEach(
          tx,
          { accountId, actorId: adminId },
          'person.invited',
          {},
          strangers(Math.min(WRITTEN_AT_ONCE, events - written)),
        ),
      )
    }
    const installation = { ...testInstallation, auditAnchorsFile: path.join(folder, 'anchors.jsonl') }
    const { sweep } = sealingSweep({ db: database.db, installation })
    const sealing = performance.now()
    while (await sweep(accountId, new Date(), new AbortController().signal));
    const sealMs = performance.now() - sealing
    yield line('sealed', (events / sealMs) * 1000, 'events/s')

    const verifying = performance.now()
    const report = await verifyChain(database.db, accountId, {
      secret: installation.secret,
      anchorsFile: installation.auditAnchorsFile,
    })
    const verifySeconds = (performance.now() - verifying) / 1000
    if (report.faults.length || report.sealed !== events)
      throw new Error(`Of ${events} events: ${JSON.stringify(report)}`)
    const goal = atMost((30 * events) / MILLION)
    yield line(`${events.toLocaleString('en')} events verified`, verifySeconds, 's', { goal })
  } finally {
    await database.close()
    await empty.drop()
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}
