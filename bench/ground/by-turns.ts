import { median } from './statistics.ts'

/** Milliseconds of each kind of work, the median of so many times; by turns, so that both meet the same neighbours. */
export async function byTurns<Kind extends string>(
  times: number,
  work: Record<Kind, () => Promise<unknown>>,
): Promise<Record<Kind, number>> {
  const kinds = Object.keys(work) as Kind[]
  const taken = Object.fromEntries(kinds.map(kind => [kind, [] as number[]])) as Record<Kind, number[]>
  // The first turn, which fills caches, does not count.
  for (let time = 0; time <= times; time++) {
    for (const kind of kinds) {
      const startedAt = performance.now()
      await work[kind]()
      if (time > 0) taken[kind].push(performance.now() - startedAt)
    }
  }
  return Object.fromEntries(kinds.map(kind => [kind, median(taken[kind])])) as Record<Kind, number>
}
