/**
 * Makes one call out of many: whatever is asked while a run is under way travels with the next one. No timer, nothing
 * to tune: the slower the run, the larger the groups.
 *
 * A group fails as one. Runs never overlap, and the order of asking is kept.
 *
 * @param run answers in the order of its items
 * @param atMost items in one run
 */
export function together<Item, Answer>(
  run: (items: Item[]) => Promise<Answer[]>,
  atMost = 1_000,
): (item: Item) => Promise<Answer> {
  interface Asked {
    item: Item
    resolve: (answer: Answer) => void
    reject: (error: unknown) => void
  }
  let waiting: Asked[] = []
  let isRunning = false

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, atMost)
      waiting = waiting.slice(atMost)
      try {
        const answers = await run(group.map(one => one.item))
        for (const [index, { resolve }] of group.entries()) resolve(answers[index]!)
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    isRunning = false
  }

  return item =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (isRunning) return
      isRunning = true
      setImmediate(runAll) // all that becomes ready in this turn goes along
    })
}
