import { z } from 'zod'
import { categoryId, type Form, type Question } from './form.ts'

const aspects = ['label', 'help', 'isRequired', 'options', 'showIf', 'category', 'place'] as const

export const questionChange = z.object({
  questionId: z.string(),
  category: categoryId.describe('Where it stands now; of a removed one where it stood'),
  change: z.enum(['added', 'removed', 'changed']),
  aspects: z.array(z.enum(aspects)).describe('Of a changed one'),
})
export type QuestionChange = z.infer<typeof questionChange>
export const formDiff = z.object({
  from: z.number().int(),
  to: z.number().int(),
  questions: z.array(questionChange),
  confirmationsChanged: z.boolean(),
})
export type FormDiff = z.infer<typeof formDiff>

type Placed = { question: Question; category: QuestionChange['category']; after: string | null }

/** What became of each question between two forms: those there are now in their order, then those that are gone. */
export function diffForms(before: Form, after: Form): QuestionChange[] {
  const [old, now] = [placed(before), placed(after)]
  const changes: QuestionChange[] = []
  for (const [questionId, one] of now) {
    const was = old.get(questionId)
    if (!was) changes.push({ questionId, category: one.category, change: 'added', aspects: [] })
    else {
      const changed = changedAspects(
        was,
        one,
        questionId => old.has(questionId),
        questionId => now.has(questionId),
      )
      if (changed.length)
        changes.push({ questionId, category: one.category, change: 'changed', aspects: changed })
    }
  }
  for (const [questionId, { category }] of old)
    if (!now.has(questionId)) changes.push({ questionId, category, change: 'removed', aspects: [] })
  return changes
}

function changedAspects(
  was: Placed,
  is: Placed,
  existed: (id: string) => boolean,
  exists: (id: string) => boolean,
): QuestionChange['aspects'] {
  const same = (of: 'label' | 'help' | 'isRequired' | 'options' | 'showIf') =>
    JSON.stringify(was.question[of]) === JSON.stringify(is.question[of])
  const changed = (['label', 'help', 'isRequired', 'options', 'showIf'] as const).filter(of => !same(of))
  if (was.category !== is.category) return [...changed, 'category']
  // A neighbour that came or went moves nobody.
  const moved =
    was.after !== is.after &&
    (was.after === null || exists(was.after)) &&
    (is.after === null || existed(is.after))
  return moved ? [...changed, 'place'] : changed
}

function placed(form: Form): Map<string, Placed> {
  return new Map(
    form.categories.flatMap(({ id, questions }) =>
      questions.map((question, at) => [
        question.id,
        { question, category: id, after: questions[at - 1]?.id ?? null },
      ]),
    ),
  )
}
