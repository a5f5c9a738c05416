import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'

const LONGEST_WAVE_MS = 20_000
const LOOK_EVERY_MS = 10

/** Lets races begin as far as a wave of messages has come, however fast the machine is. */
export async function waveProgress({ recorder }: FaultGround) {
  const waiting: { count: number; begin: () => void }[] = []
  let isOver = false
  const [start] = await recorder.rows<{ seq: number }>('select coalesce(max(seq), 0)::int as seq from trail')
  const letPass = async () => {
    const [row] = await recorder.rows<{ count: number }>(
      `select count(*)::int from trail where state = 'dot' and seq > $1`,
      [start!.seq],
    )
    return row!.count
  }
  const watching = (async () => {
    for (const until = Date.now() + LONGEST_WAVE_MS; !isOver; await wait(LOOK_EVERY_MS)) {
      const now = await letPass()
      for (const one of waiting) if (now >= one.count || Date.now() > until) one.begin()
    }
  })()
  return {
    /** Resolves when so many dots of the wave were let pass, or it takes too long. */
    whenLetPass: (count: number) => new Promise<void>(begin => waiting.push({ count, begin })),
    end() {
      isOver = true
      return watching
    },
  }
}

export type WaveProgress = Awaited<ReturnType<typeof waveProgress>>
