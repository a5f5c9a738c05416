/**
 * How likely two samples that come from one distribution differ in rank as much as these: Mann-Whitney's U, two-sided, by the
 * normal approximation with ties. For 20 values and more of each.
 */
export function rankTest(one: number[], other: number[]): number {
  const all = [
    ...one.map(value => ({ value, isOne: true })),
    ...other.map(value => ({ value, isOne: false })),
  ]
  all.sort((a, b) => a.value - b.value)
  let [rankSum, ties] = [0, 0]
  for (let from = 0; from < all.length; ) {
    let until = from
    while (until < all.length && all[until]!.value === all[from]!.value) until++
    const size = until - from
    const rank = (from + 1 + until) / 2
    rankSum += rank * all.slice(from, until).filter(({ isOne }) => isOne).length
    ties += size ** 3 - size
    from = until
  }
  const [m, n, total] = [one.length, other.length, all.length]
  const u = rankSum - (m * (m + 1)) / 2
  const spread = Math.sqrt(((m * n) / 12) * (total + 1 - ties / (total * (total - 1))))
  if (spread === 0) return 1
  const z = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5) / spread
  return 2 * upperTail(z)
}

/** Of the standard normal distribution. Source: Abramowitz and Stegun, 26.2.17; its error is below 7.5e-8. */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const series = [0.31938153, -0.356563782, 1.781477937, -1.821255978, 1.330274429]
  const sum = series.reduce((before, factor, index) => before + factor * t ** (index + 1), 0)
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum
}
