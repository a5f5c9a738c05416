import os from 'node:os'

/**
 * Long work of this process that waits for its turn, first come, first served. On half of the processors at once, and one at
 * least: the others are for people who look at a page meanwhile. More workers on more machines take more.
 */
export const inTurn = turns(Math.max(1, Math.floor(os.availableParallelism() / 2)))

/** @param atOnce pieces of work that are done at the same time */
export function turns(atOnce: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = atOnce
  return async work => {
    if (free > 0) free--
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Handed on rather than freed: nobody who comes now passes those who wait.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
