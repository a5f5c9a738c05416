import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { claimedMessages } from './claimed-messages.ts'
import type { ClaimedMessage } from './message-kind.ts'

test('a batch that cannot be fetched while every lane is busy is told to who asks next, and ends nothing before', async () => {
  const away = new Error('the database is away')
  const answers = [Promise.resolve([{ id: 'first' } as ClaimedMessage]), Promise.reject(away)]
  answers[1]!.catch(() => {})
  const unheard: unknown[] = []
  const hear = (reason: unknown) => void unheard.push(reason)
  process.on('unhandledRejection', hear)
  const messages = claimedMessages(
    async () => (await answers.shift()) ?? [],
    new Date(),
    new AbortController().signal,
  )
  const lane = messages.all()
  assert.equal((await lane.next()).value?.id, 'first')
  // It is busy with it for a while.
  for (let turns = 0; turns < 5; turns++) await setImmediate()
  process.off('unhandledRejection', hear)
  assert.deepEqual(unheard, [])
  await assert.rejects(lane.next(), away)
})
