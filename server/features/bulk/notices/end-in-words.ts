import { type RunOutcome, runOutcomes } from '../../../../contract/runs.ts'
import { type WordsLanguage, wordsFor } from '../../../lib/words.ts'
import { actionOf } from '../action-of.ts'
import type { BulkCatalogue } from '../bulk-action.ts'

type EndedRun = { action: string; undo_of: string | null; input: unknown; reviewed_count: number }

/** How a run ended, in the words of its banner. @param items how many of it ended how */
export function endInWords(
  catalogue: BulkCatalogue,
  run: EndedRun,
  items: { outcome: RunOutcome; count: number }[],
  language: WordsLanguage,
): { title: string; outcomes: string } {
  const variant = actionOf(catalogue, run)?.variant?.(run.input) ?? null
  // Noon: a day is the same one wherever it is read.
  const day = variant?.day ? new Date(`${variant.day}T12:00`) : new Date()
  const words = (part: string, n: number) =>
    (variant && wordsFor(language, `bulk.${run.action}.${variant.name}.${part}`, { n, day })) ??
    wordsFor(language, `bulk.${run.action}.${part}`, { n, day }) ??
    run.action
  const countOf = (outcome: RunOutcome) =>
    items.filter(item => item.outcome === outcome).reduce((sum, item) => sum + item.count, 0)
  const sentences = runOutcomes.flatMap(outcome => {
    const n = countOf(outcome)
    if (n === 0 || outcome === 'pending') return []
    return outcome === 'done'
      ? words('banner-done', n)
      : (wordsFor(language, `run.banner.${outcome}`, { n }) ?? [])
  })
  const selected = items.reduce((sum, item) => sum + item.count, 0)
  const n = run.reviewed_count - selected
  if (n > 0) sentences.push(wordsFor(language, 'run.banner.no-longer-matching', { n }) ?? '')
  return { title: words('title', selected), outcomes: sentences.join(' ') }
}
