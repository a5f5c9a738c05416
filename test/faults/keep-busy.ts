import { setTimeout as wait } from 'node:timers/promises'
import { countedIn, type FaultAccount } from './fault-account.ts'

/** Every so many waves, people who were invited before are invited again: a second generation, a second secret. */
const AGAIN_EVERY = 4
const LOOK_EVERY_MS = 300

/**
 * Keeps messages waiting in every account, and watches that the counts of its runs always add up to their selections.
 *
 * @param leastWaiting with fewer messages the next wave is pressed
 * @param perWave people
 */
export function keepBusy(accounts: FaultAccount[], leastWaiting: number, perWave: number) {
  const stopping = new AbortController()
  const broken: string[] = []
  const watching = Promise.all(accounts.map(keepOne))

  async function keepOne(account: FaultAccount): Promise<void> {
    const waves: string[][] = []
    for (let wave = 1; !stopping.signal.aborted; ) {
      if ((await account.waiting()) < leastWaiting) {
        const again = wave++ % AGAIN_EVERY === 0 ? waves.shift() : undefined
        const people = again ?? (await account.people(perWave))
        if (!again) waves.push(people)
        await account.press('user.invite', people)
      }
      const last = account.runs.at(-1)!
      const counted = countedIn(await account.run(last.id))
      if (counted !== last.people)
        broken.push(`run ${last.id} of ${last.people} counted ${counted} while it ran`)
      await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }

  return {
    /** @returns what did not add up */
    async stop(): Promise<string[]> {
      stopping.abort()
      await watching
      return broken
    },
  }
}
