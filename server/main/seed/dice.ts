/** Chance that repeats itself: the same number gives the same throws. */
export type Dice = {
  /** 0 ≤ x < 1 */
  roll(): number
  below(limit: number): number
  between(low: number, high: number): number
  chance(share: number): boolean
  of<T>(choices: readonly T[]): T
}

/** Source: mulberry32, public domain. */
export function diceOf(number: number): Dice {
  let state = Math.imul(number + 1, 0x9e3779b1) >>> 0
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(roll() * limit)
  return {
    roll,
    below,
    between: (low, high) => low + roll() * (high - low),
    chance: share => roll() < share,
    of: choices => choices[below(choices.length)]!,
  }
}

/** The choice in whose share the place falls. @param place 0 ≤ x < 1, of all shares laid end to end */
export function byShare<T extends { share: number }>(choices: readonly T[], place: number): T {
  let left = place * choices.reduce((sum, { share }) => sum + share, 0)
  for (const choice of choices) {
    left -= choice.share
    if (left < 0) return choice
  }
  return choices.at(-1)!
}
