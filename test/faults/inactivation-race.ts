import { setTimeout as wait } from 'node:timers/promises'
import { inAccount } from '../../server/db/connect.ts'
import { lockPeople } from '../../server/features/bulk/queries.ts'
import { accountSettings } from '../../server/features/settings/index.ts'
import { newId } from '../../server/lib/ids.ts'
import { bulkActions } from '../../server/registry.ts'
import { actorFor, signedIn, type TestUser, testInstallation } from '../account.ts'
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import type { Moment } from './race-acts.ts'

/** A transaction of ours stays open for so long, at most, so that fences meet it undecided. */
const LONGEST_OPEN_MS = 60
const ASKED_AFTERWARDS = 3
const LOOK_EVERY_MS = 100

/** Somebody whose message is on its way, and somebody who is signed in; inactivated together. */
export type Pair = { invitee: string; member: TestUser }

export type Race = {
  invitee: string
  /** When the inactivation was known to have committed. */
  committedMs: number
  /** Requests of the member's session that began afterwards: how many were let in, and how many not. */
  letIn: number
  refused: number
}

/** As an administrator does it: a run, which a worker carries out; once more where somebody changed meanwhile. */
export async function byRun(
  ground: FaultGround,
  account: FaultAccount,
  pairs: Pair[],
  moment: Moment,
): Promise<Race[]> {
  return race(ground, account, pairs, moment, async personIds => {
    for (let left = personIds.length; left > 0; ) {
      const id = await account.press('user.inactivate', personIds)
      let run = await account.run(id)
      for (; run.counts.pending; run = await account.run(id)) await wait(LOOK_EVERY_MS)
      left = run.reasons.find(({ reason }) => reason === 'changed-since-review')?.count ?? 0
    }
  })
}

/** What a run does in its transaction, but held open: fences decide while it is undecided. */
export async function byTransaction(
  ground: FaultGround,
  account: FaultAccount,
  pairs: Pair[],
  moment: Moment,
): Promise<Race[]> {
  const { id: accountId, admin } = account.account
  const { db } = ground.database
  const action = bulkActions(testInstallation).find(one => one.name === 'user.inactivate')!
  const actor = await actorFor(db, account.account, admin)
  return race(ground, account, pairs, moment, personIds =>
    inAccount(db, accountId, async tx => {
      await lockPeople(tx, accountId, personIds)
      const run = {
        id: newId(),
        accountId,
        actor,
        account: await accountSettings(tx, accountId),
        input: {},
        heldUntil: null,
      }
      await action.apply(tx, personIds, run)
      await wait(Math.random() * LONGEST_OPEN_MS)
    }),
  )
}

async function race(
  ground: FaultGround,
  { account }: FaultAccount,
  pairs: Pair[],
  moment: Moment,
  inactivate: (personIds: string[]) => Promise<void>,
): Promise<Race[]> {
  const open = await Promise.all(
    pairs.map(async ({ invitee, member }) => {
      const headers = await signedIn(ground.database.db, account, member)
      const ask = async () => (await ground.app.inject({ url: '/api/v1/session', headers })).statusCode
      // What is let in once and remembered would be let in again.
      if ((await ask()) !== 200) throw new Error('The member is not let in before anything happened.')
      return { invitee, ask }
    }),
  )
  await moment()
  await inactivate(pairs.flatMap(({ invitee, member }) => [invitee, member.id]))
  const committedMs = Date.now()
  return Promise.all(
    open.map(async ({ invitee, ask }) => {
      const answers = await Promise.all(Array.from({ length: ASKED_AFTERWARDS }, ask))
      const refused = answers.filter(status => status === 401).length
      return { invitee, committedMs, refused, letIn: answers.length - refused }
    }),
  )
}
