import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import type { BulkActionName } from '../../contract/bulk-actions.ts'
import { type Run, runOutcomes } from '../../contract/runs.ts'
import type { Database } from '../../server/db/connect.ts'
import { newId } from '../../server/lib/ids.ts'
import { anAccount, aUser, signedIn, type TestAccount } from '../account.ts'

/** What the people of an account have: an e-mail address or a phone number. */
export type ReachedBy = 'email' | 'phone'

/** An account whose people are invited by the thousand, through the same requests that a browser sends. */
export type FaultAccount = {
  account: TestAccount
  policy: 'hold' | 'retry'
  /** Ids of the runs pressed so far, and how many people each named. */
  runs: { id: string; people: number }[]
  /** Makes active users who were never invited. */
  people(count: number): Promise<string[]>
  press(action: BulkActionName, personIds: string[], input?: object, reviewedAt?: string): Promise<string>
  /** Others who may invite and edit, beside the admin who presses, by turns: what one person does waits for what they did before. */
  second: {
    press(action: BulkActionName, personIds: string[], reviewedAt?: string): Promise<string>
    ask(method: 'POST' | 'PATCH', url: string, payload?: object): Promise<{ status: number; text: string }>
  }
  undo(runId: string): Promise<string>
  run(id: string): Promise<Run>
  /** Messages that wait for a worker, and people whom a run has yet to come to. */
  waiting(): Promise<number>
}

const COLLEAGUES = 16

export async function faultAccount(
  ground: { owner: pg.Pool; database: Database; app: FastifyInstance },
  policy: 'hold' | 'retry',
  reachedBy: ReachedBy = 'email',
): Promise<FaultAccount> {
  const { owner, database, app } = ground
  const account = await anAccount(database.db)
  await owner.query('update account set bulk_hold_seconds = 0, unconfirmed_policy = $2 where id = $1', [
    account.id,
    policy,
  ])
  const headers = await signedIn(database.db, account, account.admin)
  const runs: FaultAccount['runs'] = []
  const colleagues: Promise<{ cookie: string }>[] = []
  let turn = 0
  const headersOfSecond = () => (colleagues[turn++ % COLLEAGUES] ??= aColleague())
  async function aColleague() {
    const templateId = account.templates.standard
    return signedIn(database.db, account, await aUser(database.db, account, { templateId, hasJoined: true }))
  }
  const ask = async (method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object, as = headers) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: as,
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, text: answer.body }
  }
  const json = async (method: 'GET' | 'POST', url: string, payload?: object, as = headers): Promise<Run> => {
    const { status, text } = await ask(method, url, payload, as)
    if (status >= 300) throw new Error(`${method} ${url} was answered with ${status} ${text}`)
    return JSON.parse(text)
  }
  async function press(
    action: BulkActionName,
    personIds: string[],
    input: object,
    reviewedAt?: string,
    as = headers,
  ) {
    const pressed = { selection: { ids: personIds }, input, reviewedAt }
    const { id } = await json('POST', `/bulk-actions/${action}/runs`, pressed, as)
    runs.push({ id, people: personIds.length })
    return id
  }
  return {
    account,
    policy,
    runs,
    people: count => insertPeople(owner, account, count, reachedBy),
    press: (action, personIds, input = {}, reviewedAt) => press(action, personIds, input, reviewedAt),
    second: {
      press: async (action, personIds, reviewedAt) =>
        press(action, personIds, {}, reviewedAt, await headersOfSecond()),
      ask: async (method, url, payload) => ask(method, url, payload, await headersOfSecond()),
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

let phones = 0
const aPhone = () => `+7905${String(++phones).padStart(7, '0')}`

/** What `aUser` makes, a thousand at once. */
async function insertPeople(
  owner: pg.Pool,
  account: TestAccount,
  count: number,
  reachedBy: ReachedBy,
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId())
  const isByPhone = reachedBy === 'phone'
  await owner.query(
    `with new as (select * from unnest($2::uuid[], $3::text[], $4::text[]) n(id, email, phone)),
     people as (insert into person (account_id, id, first_name, last_name, email, phone) select $1, id, 'Uma', 'User', email, phone from new on conflict do nothing)
     insert into person_state (account_id, person_id, email_verdict, phone_verdict, template_id, active_email)
     select $1, id, case when email is null then 'missing' else 'ok' end::address_verdict,
       case when phone is null then 'missing' else 'ok' end::address_verdict, $5, email from new on conflict do nothing`,
    [
      account.id,
      ids,
      ids.map(() => (isByPhone ? null : `user-${randomUUID()}@example.com`)),
      ids.map(() => (isByPhone ? aPhone() : null)),
      account.templates.readOnly,
    ],
  )
  return ids
}

/** How many people a run counts, whatever became of them. */
export const countedIn = (run: Run): number =>
  runOutcomes.reduce((sum, outcome) => sum + run.counts[outcome], 0)
