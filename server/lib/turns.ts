/** Work of one key is done one after the other, in the order in which it came; of different keys at once. */
export type Turns = <T>(key: string, work: () => Promise<T>) => Promise<T>

/**
 * Where many ask for the same row, they wait here and not in the database, where each of them would hold a connection that all
 * others need. It is fairness among the requests of this process and no lock: what must hold, the database holds.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>()
  return async (key, work) => {
    const before = last.get(key)
    const { promise, resolve } = Promise.withResolvers<void>()
    last.set(key, promise)
    await before
    try {
      return await work()
    } finally {
      resolve()
      if (last.get(key) === promise) last.delete(key)
    }
  }
}
