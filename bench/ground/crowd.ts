import { setTimeout as delay } from 'node:timers/promises'
import type { Answer } from './http-client.ts'

const CLIENTS = 50
const PAUSE_MS = 1_000
const LASTS_MS = 20_000
/** What is too busy to answer says so after some seconds: that must not look better than a slow answer. */
const NO_ANSWER_MS = 60_000

/** For 20 s. */
const aWhile = () => {
  const endsAt = performance.now() + LASTS_MS
  return () => performance.now() >= endsAt
}

/** 50 people who each ask, wait a second and ask again until it is over. @returns milliseconds of every answer; of none, a minute */
export async function crowd(
  ask: (number: number) => Promise<Answer>,
  isOver: () => boolean = aWhile(),
): Promise<number[]> {
  const taken: number[] = []
  let number = 0
  const one = async (_: unknown, place: number) => {
    await delay((place / CLIENTS) * PAUSE_MS)
    while (!isOver()) {
      taken.push(
        await ask(number++).then(
          answer => answer.ms,
          () => NO_ANSWER_MS,
        ),
      )
      await delay(PAUSE_MS)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, one))
  return taken
}
