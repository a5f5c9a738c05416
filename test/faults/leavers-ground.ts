import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { connect } from '../../server/db/connect.ts'
import { ensureEmbeddedPostgres } from '../../server/db/embedded/index.ts'
import { runningPostmaster } from '../../server/db/embedded/postmaster.ts'
import { migrate } from '../../server/db/migrate.ts'
import { appFor, aUser } from '../account.ts'
import { aProject, onProject } from '../projects.ts'
import { faultAccount } from './fault-account.ts'

const PEOPLE = 3_000
const PATIENCE_MS = 30_000

/**
 * Users with a project, a session and an open item each, and somebody who takes over, on a PostgreSQL of their own that can
 * be killed: whoever uses it starts it again.
 */
export async function leaversGround() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-leavers-'))
  const dataDir = path.join(folder, 'postgres')
  const server = await ensureEmbeddedPostgres({ dataDir })
  await migrate(server.url)
  const owner = new pg.Pool({ connectionString: server.url, max: 4 })
  owner.on('error', () => {})
  const database = connect(server.url)
  const app = await appFor(database)
  const account = await faultAccount({ owner, database, app }, 'hold')
  const { id: accountId } = account.account
  const ids = await account.people(PEOPLE)
  const heir = await aUser(database.db, account.account)
  const project = await aProject(database.db, account.account)
  await onProject(database.db, account.account, project, [heir, ...ids.map(id => ({ id }))])
  await owner.query(
    `insert into open_item (account_id, id, source, ref, tool, role, person_id, project_id, title)
     select $1, gen_random_uuid(), 'fault', id::text, 'rfi', 'manager', id, $3, 'Item' from unnest($2::uuid[]) id`,
    [accountId, ids, project],
  )

  /** Again until the database answers: it may have been killed just now. */
  async function steadily<T>(work: () => Promise<T>): Promise<T> {
    for (const until = Date.now() + PATIENCE_MS; ; await wait(100)) {
      try {
        return await work()
      } catch (error) {
        if (Date.now() > until) throw error
      }
    }
  }
  const count = (question: string, values: unknown[] = [accountId, heir.id]) =>
    steadily(async () => Number((await owner.query(question, values)).rows[0].count))
  const wrong = async (what: string, question: string, expected = 0) => {
    const found = await count(question)
    return found === expected ? [] : [`${found} ${what}, ${expected} expected`]
  }

  return {
    databaseUrl: server.url,
    folder,
    owner,
    people: PEOPLE,
    press: () => steadily(() => account.press('user.inactivate', ids, { successor: heir.id })),
    undo: (runId: string) => steadily(() => account.undo(runId)),
    isOver: async (runId: string) => (await steadily(() => account.run(runId))).finishedAt !== null,
    /** Whether a worker is in the middle of a transaction that has written something: a kill now undoes it. */
    isInTheMiddle: async () =>
      (await count(
        `select count(*) from pg_stat_activity where application_name like 'leaving-%' and backend_xid is not null`,
        [],
      )) > 0,
    /** As a power cut of the database's process: no shutdown, the log is replayed. */
    async killDatabase(): Promise<void> {
      const pid = runningPostmaster(path.join(dataDir, 'cluster'))?.pid
      if (pid) process.kill(pid, 'SIGKILL')
      await wait(50)
      await steadily(() => owner.query('select'))
    },
    /** What no moment may show: half of somebody's inactivation without the other half. */
    whatIsHalfDone: async () => [
      ...(await wrong(
        'are inactive without what they had being kept',
        `select count(*) from person_state s where s.account_id = $1 and s.status = 'inactive' and $2::uuid is not null and not exists (
           select from inactivation i where i.account_id = $1 and i.person_id = s.person_id and i.ended_at is null)`,
      )),
      ...(await wrong(
        'are active with an inactivation in force',
        `select count(*) from inactivation i join person_state s using (account_id, person_id)
         where i.account_id = $1 and i.ended_at is null and s.status = 'active' and $2::uuid is not null`,
      )),
      ...(await wrong(
        'items are with the successor while their owner is active, or the other way round',
        `select count(*) from open_item i join person_state s on s.account_id = i.account_id and s.person_id = i.ref::uuid
         where i.account_id = $1 and (i.person_id = $2) <> (s.status = 'inactive')`,
      )),
    ],
    /** Totals after a run, exactly. */
    async whatIsWrongAfter(runId: string, isUndo: boolean): Promise<string[]> {
      const run = await steadily(() => account.run(runId))
      const outcomes = run.counts.done === PEOPLE ? [] : [`of ${PEOPLE}: ${JSON.stringify(run.counts)}`]
      const inactive = `select count(*) from person_state where account_id = $1 and status = 'inactive' and $2::uuid is not null`
      const events = isUndo ? 'person.reactivated' : 'person.inactivated'
      const recorded = await count(
        `select count(*) from audit_event where account_id = $1 and run_id = $2 and event = '${events}'`,
        [accountId, runId],
      )
      return [
        ...outcomes,
        ...(await wrong('are inactive', inactive, isUndo ? 0 : PEOPLE)),
        ...(recorded === PEOPLE ? [] : [`${recorded} of ${PEOPLE} are on the record`]),
        ...(await this.whatIsHalfDone()),
      ]
    },
    /** @param keepFolder where something broke, the logs are wanted */
    async close(keepFolder = false): Promise<void> {
      await app.close()
      await Promise.all([database.close(), owner.end()])
      await server.stop()
      if (!keepFolder) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
