import type { Move } from './model-steps.ts'

/** What there is to come to. */
export type Told<I> = {
  /** What an invitation can be when something happens. */
  situations: readonly string[]
  /** Names of moves. */
  steps: readonly string[]
  /** What share of the situations, and of their pairs with a step, many sequences come to: some are rare and soon over. */
  least: { situations: number; pairs: number }
  situationOf(invitee: I): string
  /** All that the reference will ever say differently. */
  shownOf(invitee: I): unknown
  take(invitee: I, move: Move, now: number): void
}

/** Sequences that must come to as much. */
const ENOUGH_FOR_ALL = 2_000
/** As many are told by name. */
const MOST_NAMED = 40

/** Counts what random lives came to: a step that never met a situation was compared in no such life. */
export function modelCoverage<I>({ situations, steps, least, situationOf, shownOf, take }: Told<I>) {
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
      const unreached = situations.filter(one => !steps.some(step => met.has(`${one} × ${step}`)))
      const counts = steps.map(step => `${step} ${effective.get(step) ?? 0}`)
      const isMuch = amount >= ENOUGH_FOR_ALL
      const never = (names: readonly string[]) =>
        isMuch && names.length ? ` (never ${names.slice(0, MOST_NAMED).join(', ')})` : ''
      const broken: string[] = []
      if (isMuch && missed.length > pairs.length * (1 - least.pairs))
        broken.push(`too few pairs${never(missed)}`)
      if (isMuch && unreached.length > situations.length * (1 - least.situations))
        broken.push(`too few situations${never(unreached)}`)
      if (isMuch && idle.length) broken.push(`never changed anything: ${idle.join(', ')}`)
      if (!met.size) broken.push('nothing happened to anybody')
      const [reached, paired] = [situations.length - unreached.length, pairs.length - missed.length]
      return {
        seen: [
          `${reached} of ${situations.length} situations${never(unreached)}, ${paired} of ${pairs.length} pairs with a step${missed.length > MOST_NAMED ? '' : never(missed)}`,
          `steps that changed something: ${counts.join(', ')}`,
        ],
        broken,
      }
    },
  }
}

export type Coverage<I> = ReturnType<typeof modelCoverage<I>>
