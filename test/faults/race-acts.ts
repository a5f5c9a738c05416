import { randomUUID } from 'node:crypto'
import { aUser } from '../account.ts'
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import { byRun, byTransaction } from './inactivation-race.ts'

/**
 * What races the messages of somebody who has just been invited: a second admin starts the same run; they are invited
 * once more; they get another address, and are perhaps invited there; they are inactivated.
 */
export const raceKinds = ['same run', 'again', 'moved', 'inactivated'] as const
export type RaceKind = (typeof raceKinds)[number]

export type Race = {
  personId: string
  kind: RaceKind
  /** From when on nothing may be fenced of what was on its way; null where nothing forbids it. */
  committedMs: number | null
  /** When its request was answered; null where runs alone did it. */
  answeredMs: number | null
  /** Invitations that were promised by single requests. */
  promised: number
  /** Requests of their session that began afterwards: how many were let in, and how many not. */
  letIn: number
  refused: number
  /** Answers that nobody expects. */
  odd: string[]
}

/** @param reviewedAt when the admins had the wave's people before them */
type Ground = { ground: FaultGround; account: FaultAccount; reviewedAt: string }
/** Resolves when the moment of a race has come; asking says that all it needs is made. */
export type Moment = () => Promise<void>
/** Carries out the races of some people, once their moment has come. */
export type Act = (ground: Ground, personIds: string[], moment: Moment) => Promise<Race[]>

const raceOf = (kind: RaceKind, personId: string, more: Partial<Race> = {}): Race => ({
  ...{ personId, kind, committedMs: null, answeredMs: null, promised: 0, letIn: 0, refused: 0, odd: [] },
  ...more,
})

/** The second press itself goes with the first one. */
export const sameRun: Act = async (_, personIds, moment) => {
  await moment()
  return personIds.map(personId => raceOf('same run', personId))
}

/** The second one presses what they have had before them, when messages are on their way already. */
export const sameRunLater: Act = async ({ account, reviewedAt }, personIds, moment) => {
  await moment()
  await account.second.press('user.invite', personIds, reviewedAt)
  return personIds.map(personId => raceOf('same run', personId))
}

export const again: Act = async ({ account }, personIds, moment) => {
  await moment()
  return Promise.all(
    personIds.map(async personId => raceOf('again', personId, await inviteOne(account, personId))),
  )
}

export const againByRun: Act = async ({ account }, personIds, moment) => {
  await moment()
  await account.second.press('user.invite', personIds)
  return personIds.map(personId => raceOf('again', personId))
}

export const moved: Act = async ({ account }, personIds, moment) => {
  await moment()
  return Promise.all(
    personIds.map(async personId => raceOf('moved', personId, await moveOne(account, personId))),
  )
}

export const movedAndInvited: Act = async ({ account }, personIds, moment) => {
  await moment()
  return Promise.all(
    personIds.map(async personId => {
      const move = await moveOne(account, personId)
      const invite = await inviteOne(account, personId)
      return raceOf('moved', personId, { ...move, ...invite, odd: [...move.odd, ...invite.odd] })
    }),
  )
}

const inactivatedBy =
  (how: typeof byRun): Act =>
  async ({ ground, account }, personIds, moment) => {
    const pairs = await Promise.all(
      personIds.map(async invitee => ({
        invitee,
        member: await aUser(ground.database.db, account.account, { hasJoined: true }),
      })),
    )
    const ends = await how(ground, account, pairs, moment)
    return ends.map(({ invitee, ...end }) => raceOf('inactivated', invitee, end))
  }
export const inactivatedByRun = inactivatedBy(byRun)
export const inactivatedByTransaction = inactivatedBy(byTransaction)

async function inviteOne(account: FaultAccount, personId: string) {
  const { status, text } = await account.second.ask('POST', `/people/${personId}/invitation`)
  const isTurnedAway = status === 409 && text.includes('already-waiting')
  const odd = status === 202 || isTurnedAway ? [] : [`inviting was answered with ${status} ${text}`]
  return { answeredMs: Date.now(), promised: status === 202 ? 1 : 0, odd }
}

async function moveOne(account: FaultAccount, personId: string) {
  const email = `moved-${randomUUID()}@example.com`
  const { status, text } = await account.second.ask('PATCH', `/people/${personId}`, { email })
  const answeredMs = Date.now()
  return {
    committedMs: answeredMs,
    answeredMs,
    odd: status === 200 ? [] : [`editing was answered with ${status} ${text}`],
  }
}
