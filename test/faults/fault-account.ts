import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { BulkActionName } from '../../contract/bulk-actions.ts'
import { type Run, runOutcomes } from '../../contract/runs.ts'
import type { Database } from '../../server/db/connect.ts'
import { newId } from '../../server/lib/ids.ts'
import { anAccount, signedIn, type TestAccount } from '../account.ts'

/** An account whose people are invited by the thousand, through the same requests that a browser sends. */
export type FaultAccount = {
  account: TestAccount
  policy: 'hold' | 'retry'
  /** Ids of the runs pressed so far, and how many people each named. */
  runs: { id: string; people: number }[]
  /** Makes active users who were never invited. */
  people(count: number): Promise<string[]>
  press(action: BulkActionName, personIds: string[], input?: object): Promise<string>
  undo(runId: string): Promise<string>
  run(id: string): Promise<Run>
  /** Messages that wait for a worker, and people whom a run has yet to come to. */
  waiting(): Promise<number>
}

export async function faultAccount(
  ground: { owner: pg.Pool; database: Database; app: FastifyInstance },
  policy: 'hold' | 'retry',
): Promise<FaultAccount> {
  const { owner, database, app } = ground
  const account = await anAccount(database.db)
  await owner.query('update account set bulk_hold_seconds = 0, unconfirmed_policy = $2 where id = $1', [
    account.id,
    policy,
  ])
  const headers = await signedIn(database.db, account, account.admin)
  const runs: FaultAccount['runs'] = []
  const json = async (method: 'GET' | 'POST', url: string, payload?: object): Promise<Run> => {
    const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) })
    if (answer.statusCode >= 300)
      throw new Error(`${method} ${url} was answered with ${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  return {
    account,
    policy,
    runs,
    people: count => insertPeople(owner, account, count),
    async press(action, personIds, input = {}) {
      const press = { selection: { ids: personIds }, input }
      const { id } = await json('POST', `/bulk-actions/${action}/runs`, press)
      runs.push({ id, people: personIds.length })
      return id
    },
    undo: async runId => (await json('POST', `/runs/${runId}/undo`)).id,
    run: id => json('GET', `/runs/${id}`),
    async waiting() {
      const { rows } = await owner.query(
        `select (select count(*) from message where account_id = $1 and state in ('queued', 'deferred'))::int
              + (select count(*) from run_item where account_id = $1 and outcome = 'pending' and not is_applied)::int as count`,
        [account.id],
      )
      return rows[0].count
    },
  }
}

/** What `aUser` makes, a thousand at once. */
async function insertPeople(owner: pg.Pool, account: TestAccount, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  await owner.query(
    `with new as (select * from unnest($2::uuid[], $3::text[]) n(id, email)),
     people as (insert into person (account_id, id, first_name, last_name, email) select $1, id, 'Uma', 'User', email from new)
     insert into person_state (account_id, person_id, email_verdict, phone_verdict, template_id, active_email)
     select $1, id, 'ok', 'missing', $4, email from new`,
    [account.id, ids, ids.map(() => `user-${randomUUID()}@example.com`), account.templates.readOnly],
  )
  return ids
}

/** How many people a run counts, whatever became of them. */
export const countedIn = (run: Run): number =>
  runOutcomes.reduce((sum, outcome) => sum + run.counts[outcome], 0)
