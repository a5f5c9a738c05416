import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'

const LONGEST_WAVE_MS = 10_000
const LOOK_EVERY_MS = 10

/** Lets races begin as far as a wave of messages has come, however fast the machine is. */
export async function waveProgress({ recorder }: FaultGround) {
  const waiting: { count: number; begin: () => void }[] = []
  let isOver = false
  const [start] = await recorder.rows<{ seq: number }>('select coalesce(max(seq), 0)::int as seq from trail')
  const settled = async () => {
    const [row] = await recorder.rows<{ count: number }>(
      `select count(*)::int from trail where state in ('dot', 'cancelled') and seq > $1`,
      [start!.seq],
    )
    return row!.count
  }
  const watching = (async () => {
    for (const until = Date.now() + LONGEST_WAVE_MS; !isOver; await wait(LOOK_EVERY_MS)) {
      const now = await settled()
      for (const one of waiting) if (now >= one.count || Date.now() > until) one.begin()
    }
  })()
  return {
    /** Resolves when so many messages of the wave were let pass or cancelled, or it takes too long. */
    whenSettled: (count: number) => new Promise<void>(begin => waiting.push({ count, begin })),
    end() {
      isOver = true
      return watching
    },
  }
}

export type WaveProgress = Awaited<ReturnType<typeof waveProgress>>
