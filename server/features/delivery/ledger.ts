import { setTimeout as wait } from 'node:timers/promises'
import type { AccountLine } from '../../db/account-line.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import {
  type Answer,
  type Answered,
  insertAttempts,
  noteAnswers,
  noteLateAnswers,
  noteTaken,
} from './answer-queries.ts'
import type { ChannelName } from './channel.ts'
import {
  claimDue,
  passFence,
  recoverExpired,
  releaseClaimed,
  renewLeases,
  settleByKeys,
  type Terms,
  termsOf,
} from './ledger-queries.ts'
import { askedForAmong, type ClaimedMessage, type MessageKind, type SettledMessage } from './message-kind.ts'
import { claimWithin } from './pace/claim-within.ts'
import { countSent } from './pace/pace-queries.ts'
import type { SendLimits } from './pace/send-limits.ts'
import { together } from './smtp/index.ts'
import type { Suppressed } from './suppression/queries.ts'
import { suppress } from './suppression/suppress.ts'
import { tellKinds } from './tell-kinds.ts'

/** @property givenUp the address, where the answer says that nothing will ever arrive there */
export type Failure = { phase: string; reason: string; reply: string | null; givenUp: string | null }
type Noted = { answer: Answer; failure: Failure | null }

/** An answer that could not be noted is tried again this often, a second apart: it is the only record of what happened. */
const mostNoteTries = 60

/**
 * One worker's hand on the ledger of one account, for one channel: claim → fence → dot → ack.
 *
 * Fences that are asked while one is being decided go together with the next; so do acks.
 * @param line a connection inside the account: fences are single statements on it
 * @param owner this worker; with the attempt number it guards every step
 */
export function ledger(
  db: Db,
  line: AccountLine,
  accountId: string,
  channel: ChannelName,
  owner: string,
  kinds: MessageKind[],
  policy: 'hold' | 'retry',
  limits: SendLimits | null = null,
) {
  const limited = limits && {
    limits,
    unlimited: askedForAmong(kinds),
  }
  const terms = termsOf(kinds)
  const fence = together(async (messages: { id: string; attempt: number }[]) => {
    const passed = await passFence(line, accountId, owner, messages, terms)
    return messages.map(message => passed.has(message.id))
  })
  const note = together(async (answers: Noted[]) => {
    await untilNoted(() => inAccount(db, accountId, tx => noteAll(tx, answers)))
    return answers.map(() => undefined)
  })

  async function noteAll(tx: Tx, answers: Noted[]): Promise<void> {
    // A lost ack leaves `dot`: unconfirmed under hold, but one more copy under retry.
    await settleByKeys(tx, policy === 'retry')
    const all = answers.map(one => one.answer)
    const ours = await noteAnswers(tx, accountId, owner, all)
    const others = without(ours, all)
    const late = await noteLateAnswers(tx, accountId, others)
    const taken = await noteTaken(tx, accountId, without(late, others))
    const settled = [...ours, ...late, ...taken].filter(isSettled)
    await insertAttempts(
      tx,
      accountId,
      answers.flatMap(({ answer: { id, attempt }, failure }) =>
        failure ? [{ id, attempt, ...failure }] : [],
      ),
    )
    await tellKinds(tx, accountId, kinds, settled)
    await suppress(tx, accountId, kinds, givenUpBy(answers, settled))
    if (limits) await countSent(tx, accountId, countedBy(all, late))
  }

  /** Nothing where all were accepted: these cost no statement. */
  function givenUpBy(answers: Noted[], settled: SettledMessage[]): Suppressed[] {
    const counted = new Set(settled.map(({ id }) => id))
    return answers.flatMap(({ answer, failure }) =>
      failure?.givenUp && counted.has(answer.id)
        ? [
            {
              channel,
              address: failure.givenUp,
              reason: failure.reason,
              sendingNumber: null,
              detail: failure.reply,
            },
          ]
        : [],
    )
  }

  return {
    /** Takes up first what others left: a turn is long, and whoever waits for a dead worker should not wait for its end. */
    claim: (now: Date, limit: number): Promise<ClaimedMessage[]> =>
      inAccount(db, accountId, async tx => {
        const unconfirmed = await recoverExpired(tx, accountId, policy === 'retry')
        await tellKinds(tx, accountId, kinds, unconfirmed)
        if (!limited) return claimDue(tx, accountId, channel, owner, now, limit)
        if (unconfirmed.length) await countSent(tx, accountId, unconfirmed.length)
        return claimWithin(tx, accountId, channel, owner, now, limit, limited)
      }),
    fence,
    /** Says that we live; to be called several times within a lease. */
    renew: () => renewLeases(line, accountId, owner),
    /** Notes an answer and what depends on it, together with others. */
    note: (answer: Answer, failure: Failure | null) => note({ answer, failure }),
    /** Gives back what was claimed and never passed the fence. */
    release: (ids: string[]) => releaseAll(db, accountId, owner, ids, terms, kinds),
  }
}

const without = (noted: Answered[], answers: Answer[]): Answer[] =>
  noted.length < answers.length ? answers.filter(({ id }) => !noted.some(one => one.id === id)) : []

const isSettled = (message: Answered): message is Answered & SettledMessage =>
  ['accepted', 'refused', 'unconfirmed'].includes(message.state)

/** By what was answered: a report that came before its answer has settled the message already. What is late was counted when it was given up. */
const countedBy = (answers: Answer[], late: Answered[]): number =>
  answers.filter(
    ({ id, state }) =>
      (state === 'accepted' || state === 'unconfirmed') && !late.some(message => message.id === id),
  ).length

async function releaseAll(
  db: Db,
  accountId: string,
  owner: string,
  ids: string[],
  terms: Terms,
  kinds: MessageKind[],
): Promise<void> {
  if (!ids.length) return
  await inAccount(db, accountId, async tx => {
    await tellKinds(tx, accountId, kinds, await releaseClaimed(tx, accountId, owner, ids, terms))
  })
}

async function untilNoted(noteOnce: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await noteOnce()
    } catch (error) {
      if (tries === mostNoteTries) throw error
      await wait(1000)
    }
  }
}
