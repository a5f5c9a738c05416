import type { ClaimedMessage } from './message-kind.ts'

/** A batch should last about so long: shorter wastes round trips, longer lets leases run out behind a slow server. */
const batchMs = 1_500
const smallestBatch = 40
const largestBatch = 600

/**
 * Claimed messages for all lanes: the next batch is fetched while this one is being sent, and sized by how fast they go.
 *
 * @param end no batch is claimed after it
 */
export function claimedMessages(
  claim: (now: Date, limit: number) => Promise<ClaimedMessage[]>,
  now: Date,
  end: AbortSignal,
) {
  const startedAt = performance.now()
  let count = 0
  let batch: ClaimedMessage[] = []
  let isOver = false
  let coming: Promise<ClaimedMessage[]> | null = null

  const nextBatch = () => {
    const perMs = count / (performance.now() - startedAt)
    const limit = Math.min(largestBatch, Math.max(smallestBatch, Math.round(perMs * batchMs)))
    return isOver || end.aborted ? Promise.resolve([]) : claim(now, limit)
  }

  async function next(): Promise<ClaimedMessage | null> {
    while (!batch.length && !isOver) {
      coming ??= nextBatch()
      const mine: Promise<ClaimedMessage[]> = coming
      const arrived = await mine
      if (coming !== mine) continue
      coming = arrived.length ? nextBatch() : null
      // It may fail while every lane is busy with a message: the next to ask hears of it, and until then nobody has to.
      coming?.catch(() => {})
      if (!arrived.length) isOver = true
      batch = arrived
    }
    return isOver ? null : (batch.shift() ?? null)
  }

  return {
    async *all(): AsyncGenerator<ClaimedMessage> {
      for (let message = await next(); message; message = await next()) yield message
    },
    /** One more got through: tells how fast it goes. */
    settled: () => void count++,
    end: () => {
      isOver = true
    },
    /** Claimed and not taken by any lane; ask when all lanes have ended. */
    left: async () => [...batch, ...((await coming) ?? [])].map(message => message.id),
  }
}
