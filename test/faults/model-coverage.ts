import type { Move } from './model-steps.ts'

/** What there is to come to. */
export type Told<I> = {
  /** What an invitation can be when something happens. */
  situations: readonly string[]
  /** Names of moves. */
  steps: readonly string[]
  situationOf(invitee: I): string
  /** All that the reference will ever say differently. */
  shownOf(invitee: I): unknown
  take(invitee: I, move: Move, now: number): void
}

/** Sequences that come to all but a few of the pairs, whose situation is rare and soon over. */
const ENOUGH_FOR_ALL = 2_000
const LEAST_SHARE_OF_PAIRS = 0.95

/** Counts what random lives came to: a step that never met a situation was compared in no such life. */
export function modelCoverage<I>({ situations, steps, situationOf, shownOf, take }: Told<I>) {
  const met = new Map<string, number>()
  /** Of each step: how often anything was different afterwards. */
  const effective = new Map<string, number>()
  const add = <Key>(to: Map<Key, number>, key: Key) => to.set(key, (to.get(key) ?? 0) + 1)

  return {
    /** Lets the step happen to the reference. */
    take(invitee: I, move: Move, now: number): void {
      const before = JSON.stringify(shownOf(invitee))
      add(met, `${situationOf(invitee)} × ${move.name}`)
      take(invitee, move, now)
      if (JSON.stringify(shownOf(invitee)) !== before) add(effective, move.name)
    },
    /** @param amount sequences: few cannot meet all */
    tell(amount: number): { seen: string[]; broken: string[] } {
      const pairs = situations.flatMap(situation => steps.map(step => `${situation} × ${step}`))
      const missed = pairs.filter(pair => !met.has(pair))
      const idle = steps.filter(step => step !== 'rest' && !effective.has(step))
      const reached = situations.filter(situation => steps.some(step => met.has(`${situation} × ${step}`)))
      const counts = steps.map(step => `${step} ${effective.get(step) ?? 0}`)
      const broken =
        amount < ENOUGH_FOR_ALL
          ? []
          : [
              ...(missed.length > pairs.length * (1 - LEAST_SHARE_OF_PAIRS)
                ? [`never met: ${missed.join(', ')}`]
                : []),
              ...(reached.length < situations.length ? [`only ${reached.join(', ')} were reached`] : []),
              ...(idle.length ? [`never changed anything: ${idle.join(', ')}`] : []),
            ]
      return {
        seen: [
          `${reached.length} of ${situations.length} situations, ${pairs.length - missed.length} of ${pairs.length} pairs with a step ${amount >= ENOUGH_FOR_ALL && missed.length ? `: never ${missed.join(', ')}` : ''}`,
          `steps that changed something: ${counts.join(', ')}`,
        ],
        broken: [...broken, ...(met.size ? [] : ['nothing happened to anybody'])],
      }
    },
  }
}

export type Coverage<I> = ReturnType<typeof modelCoverage<I>>
