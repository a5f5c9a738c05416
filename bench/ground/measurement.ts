/** One line of a bench. A figure counts by its ratio: machines are noisy, a floor of the same run suffers with it. */
export type Measurement = {
  bench: string
  what: string
  value: number
  unit: string
  floor: number | null
  /** What the floor is: the least that this work could cost. */
  floorWhat: string | null
  /** value ÷ floor */
  ratio: number | null
  /** In words; null where the line only informs. */
  goal: string | null
  isMet: boolean | null
}

export type BenchOptions = {
  /** As asked for with --people; null takes the bench's own. */
  people: number | null
  /** Tells whoever waits what is being done; never part of the answer. */
  note(line: string): void
}

/** A file of this folder named after it exports it as `bench`; each line is printed as it comes. */
export type Bench = (options: BenchOptions) => AsyncIterable<Measurement>

type Goal = { words: string; isMet: (value: number, ratio: number | null, floor: number | null) => boolean }
type Floor = { value: number; what: string }

/** Lines of one bench: `line('pressing', 12.3, 'ms', { goal: atMost(500) })`. */
export const linesOf =
  (bench: string) =>
  (
    what: string,
    value: number,
    unit: string,
    { floor, goal }: { floor?: Floor; goal?: Goal } = {},
  ): Measurement => {
    const ratio = floor ? value / floor.value : null
    return {
      ...{ bench, what, value: rounded(value), unit },
      floor: floor ? rounded(floor.value) : null,
      floorWhat: floor?.what ?? null,
      ratio: ratio === null ? null : rounded(ratio),
      goal: goal?.words ?? null,
      isMet: goal?.isMet(value, ratio, floor?.value ?? null) ?? null,
    }
  }

export const atMost = (limit: number): Goal => ({ words: `≤ ${limit}`, isMet: value => value <= limit })
export const ratioAtMost = (limit: number): Goal => ({
  words: `ratio ≤ ${limit}`,
  isMet: (_, ratio) => ratio !== null && ratio <= limit,
})
export const ratioAtLeast = (limit: number): Goal => ({
  words: `ratio ≥ ${limit}`,
  isMet: (_, ratio) => ratio !== null && ratio >= limit,
})
export const timesAndMore = (times: number, more: number): Goal => ({
  words: `≤ ${times} × floor + ${more}`,
  isMet: (value, _, floor) => floor !== null && value <= times * floor + more,
})

const rounded = (value: number) => Number(value.toPrecision(4))
