import {
  type Answers,
  answerSchema,
  isAnswered,
  shownQuestions,
} from '../../../../contract/prequalification/answers.ts'
import type { CategoryId, Form, Question } from '../../../../contract/prequalification/form.ts'
import type { AnswerState } from '../answers/answer-keeper.ts'

export type Missing = { question: Question; category: CategoryId; why: 'missing' | 'faulty' | 'unsaved' }

/** What the server has, and what is on its way there. */
export function answersIn(states: ReadonlyMap<string, AnswerState>, which: 'saved' | 'wanted'): Answers {
  const entries = [...states].map(([id, { saved, wanted }]) => [
    id,
    which === 'wanted' && wanted !== undefined ? wanted : saved?.value,
  ])
  return Object.fromEntries(entries)
}

/** Everything that stands in the way of submitting, in the order of the form. */
export function missingIn(form: Form, states: ReadonlyMap<string, AnswerState>): Missing[] {
  const answers = answersIn(states, 'saved')
  const shown = shownQuestions(form, answers)
  return form.categories.flatMap(({ id: category, questions }) =>
    questions
      .filter(question => shown.has(question.id))
      .flatMap(question => {
        const why = whyNot(question, states.get(question.id))
        return why ? [{ question, category, why }] : []
      }),
  )
}

function whyNot(question: Question, state: AnswerState | undefined): Missing['why'] | null {
  const isSettled = !state || state.phase === 'still' || state.phase === 'saved'
  if (!isSettled) return state.phase === 'faulty' ? 'faulty' : 'unsaved'
  const value = state?.saved?.value
  if (!isAnswered(value)) return question.isRequired ? 'missing' : null
  return answerSchema(question).safeParse(value).success ? null : 'faulty'
}
