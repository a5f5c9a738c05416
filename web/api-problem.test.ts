import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiProblem } from './api-problem.ts'

test('nothing is said to be undone that may have been done: no answer, one of a proxy, or a commit that nobody heard', () => {
  const unknown = [
    { code: 'no-answer', status: 0 },
    { code: 'outcome-unknown', status: 503 },
    { title: 'Bad Gateway', status: 502 },
  ]
  const known = [
    { code: 'unavailable', status: 503 },
    { code: 'too-many-attempts', status: 429 },
    { code: 'changed-meanwhile', status: 412 },
    { title: 'Not Found', status: 404 },
  ]
  for (const body of unknown) assert.equal(new ApiProblem(body).isOutcomeUnknown, true, body.code)
  for (const body of known) assert.equal(new ApiProblem(body).isOutcomeUnknown, false, body.code)
})
