import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnswerValue } from '../../../../contract/prequalification/answers.ts'
import type { Answer } from '../../../../contract/prequalification/submissions.ts'
import { ApiProblem } from '../../../api-problem.ts'
import { createAnswerKeeper } from './answer-keeper.ts'

const ana = { id: 'ana', name: 'Ana' }
const answer = (value: AnswerValue, version: number): Answer => ({
  questionId: 'q',
  value,
  version,
  by: ana,
  at: '2026-11-26T12:00:00Z',
  isCarried: false,
})

/** A server of one answer, which refuses an old version; it answers when it is let. */
function aServer() {
  let stored: Answer | undefined
  const sent: [AnswerValue, number][] = []
  const doors: (() => void)[] = []
  const server = {
    sent,
    isSlow: false,
    isDown: false,
    get stored() {
      return stored
    },
    write: (value: AnswerValue) => {
      stored = answer(value, (stored?.version ?? 0) + 1)
    },
    letOneThrough: () => doors.shift()?.(),
    save: async (_: string, value: AnswerValue, version: number) => {
      sent.push([value, version])
      if (server.isSlow) await new Promise<void>(open => doors.push(open))
      if (server.isDown) throw new ApiProblem({ code: 'no-answer', status: 0 })
      if (version !== (stored?.version ?? 0))
        throw new ApiProblem({ code: 'answer-changed-meanwhile', status: 409, current: stored })
      server.write(value)
      return { answer: stored! }
    },
  }
  return server
}

test('letters are sent together, when the field is left at the latest', async () => {
  const server = aServer()
  const keeper = createAnswerKeeper([], server.save)
  keeper.put('q', 'St', 'St')
  keeper.put('q', 'Star', 'Star ')
  assert.equal(keeper.of('q').phase, 'typing')
  await keeper.flush('q')
  assert.deepEqual(server.sent, [['Star', 0]])
  assert.equal(keeper.of('q').phase, 'saved')
  assert.equal(keeper.of('q').typed, 'Star ', 'the field is not changed under who is typing')
})

test('what comes while a save is under way is saved after it, over the version that it made', async () => {
  const server = aServer()
  server.isSlow = true
  const keeper = createAnswerKeeper([], server.save)
  keeper.put('q', 'one')
  keeper.put('q', 'two')
  keeper.put('q', 'three')
  const both = keeper.flush('q')
  server.letOneThrough()
  await both
  server.isSlow = false
  server.letOneThrough()
  await keeper.flush('q')
  assert.equal(server.sent.length, 2)
  assert.deepEqual(server.sent[1], ['three', 1])
})

test('what could not be saved stays and is tried again', async () => {
  const server = aServer()
  server.isDown = true
  const keeper = createAnswerKeeper([], server.save)
  keeper.put('q', 'Star')
  await keeper.flush('q')
  assert.equal(keeper.of('q').phase, 'failed')
  assert.equal(keeper.of('q').wanted, 'Star')
  assert.ok(keeper.hasUnsaved())
  server.isDown = false
  await keeper.retryAll()
  assert.equal(keeper.of('q').phase, 'saved')
  assert.equal(server.stored?.value, 'Star')
})

test('a conflict shows the answer of the other, and either can be kept', async () => {
  const server = aServer()
  server.write('theirs')
  const keeper = createAnswerKeeper([], server.save)
  keeper.put('q', 'mine')
  await keeper.flush('q')
  assert.equal(keeper.of('q').phase, 'conflict')
  assert.equal(keeper.of('q').other?.value, 'theirs')
  await keeper.keepMine('q')
  assert.equal(server.stored?.value, 'mine')

  server.write('theirs again')
  keeper.put('q', 'mine again')
  await keeper.flush('q')
  keeper.keepTheirs('q')
  assert.equal(keeper.of('q').saved?.value, 'theirs again')
  assert.equal(server.stored?.value, 'theirs again')
  assert.ok(!keeper.hasUnsaved())
})

test('two who answer the same have no conflict', async () => {
  const server = aServer()
  server.write('Star')
  const keeper = createAnswerKeeper([], server.save)
  keeper.put('q', 'Star')
  await keeper.flush('q')
  assert.equal(keeper.of('q').phase, 'saved')
})

test('what is no answer is not sent and stays in its field', async () => {
  const server = aServer()
  const keeper = createAnswerKeeper([answer(5, 1)], server.save)
  keeper.put('q', 12, '12')
  keeper.putFaulty('q', '12 or so')
  await keeper.flush('q')
  assert.deepEqual(server.sent, [])
  assert.equal(keeper.of('q').typed, '12 or so')
  assert.equal(keeper.of('q').saved?.value, 5)
  assert.ok(keeper.hasUnsaved())
})

test('what a colleague saved is seen, but not under who is writing', () => {
  const keeper = createAnswerKeeper([answer('old', 1)], aServer().save)
  keeper.hear([answer('new', 2)])
  assert.equal(keeper.of('q').saved?.value, 'new')
  keeper.put('q', 'mine', 'mine')
  keeper.hear([answer('newer', 3)])
  assert.equal(keeper.of('q').saved?.value, 'new')
  assert.equal(keeper.of('q').typed, 'mine')
  keeper.drop('q')
})
