import fs from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultGround } from './fault-ground.ts'
import type { MailSink } from './mail-sink.ts'

const LONGEST_WAVE_MS = 30_000
const LOOK_EVERY_MS = 20

/** Lets races begin as far as a wave of messages has come, however fast the machine is. */
export async function waveProgress({ recorder }: FaultGround, { begunFile }: MailSink) {
  const waiting: { count: number; begin: () => void }[] = []
  const inData = new Map<string, () => void>()
  let isOver = false
  let read = fs.statSync(begunFile).size
  const [start] = await recorder.rows<{ seq: number }>('select coalesce(max(seq), 0)::int as seq from trail')
  const settled = async () => {
    const [row] = await recorder.rows<{ count: number }>(
      `select count(*)::int from trail where state in ('dot', 'cancelled') and seq > $1`,
      [start!.seq],
    )
    return row!.count
  }
  let until = Number.POSITIVE_INFINITY
  const counting = (async () => {
    for (; !isOver; await wait(LOOK_EVERY_MS)) {
      const now = await settled()
      for (const one of waiting) if (now >= one.count || Date.now() > until) one.begin()
    }
  })()
  const listening = (async () => {
    for (; !isOver; await wait(LOOK_EVERY_MS)) {
      const told = fs.readFileSync(begunFile, 'latin1')
      const end = told.lastIndexOf('\n') + 1
      for (const address of told.slice(read, end).split('\n')) inData.get(address)?.()
      read = end
      if (Date.now() > until) for (const begin of inData.values()) begin()
    }
  })()
  return {
    /** From now on it may take too long. */
    start() {
      until = Date.now() + LONGEST_WAVE_MS
    },
    /** Resolves when so many messages of the wave were let pass or cancelled, or it takes too long. */
    whenSettled: (count: number) => new Promise<void>(begin => waiting.push({ count, begin })),
    /** Resolves when the mail server has been told DATA for this address, or it takes too long. */
    whenInData: (address: string) => new Promise<void>(begin => inData.set(address, begin)),
    async end() {
      isOver = true
      await Promise.all([counting, listening])
    },
  }
}

export type WaveProgress = Awaited<ReturnType<typeof waveProgress>>
