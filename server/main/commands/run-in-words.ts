import type { Review } from '../../../contract/bulk-actions.ts'
import { type Run, runOutcomes } from '../../../contract/runs.ts'
import { wordsOf } from './words.ts'

const people = (count: number) => (count === 1 ? '1 person' : `${count} people`)

export const reviewInWords = (review: Review): string[] => [
  `${people(review.acting.count)} would be invited, of ${review.selected} selected.`,
  ...review.skipped.map(({ reason, count }) => `  ${people(count)} left out: ${wordsOf('reason', reason)}`),
]

export function runInWords(run: Run): string[] {
  const counts = runOutcomes
    .filter(outcome => run.counts[outcome] > 0)
    .map(outcome => `${run.counts[outcome]} ${outcome}`)
  return [
    `Run ${run.id}: ${run.action} for ${people(run.selected)}, ${run.state}${counts.length ? ` (${counts.join(', ')})` : ''}`,
    ...(run.heldUntil && run.state === 'queued'
      ? [`  leaves at ${run.heldUntil}; until then it can be called back`]
      : []),
    ...(run.pausedReason ? [`  sending is paused: ${wordsOf('reason', run.pausedReason)}`] : []),
    ...run.reasons.map(({ outcome, reason, count }) => `  ${outcome} ${count}: ${wordsOf('reason', reason)}`),
  ]
}
