import type { CategoryId, Form, Question, QuestionType } from '../../../../contract/prequalification/form.ts'
import { requiredQuestions } from '../../../../contract/prequalification/required-questions.ts'

/** Of one category. */
export const MOST_CUSTOM = 20

const inCategory = (form: Form, category: CategoryId, edit: (questions: Question[]) => Question[]): Form => ({
  ...form,
  categories: form.categories.map(one =>
    one.id === category ? { ...one, questions: edit(one.questions) } : one,
  ),
})

/** Puts a question in the place of the one of its id, else at the end. */
export const withQuestion = (form: Form, category: CategoryId, question: Question): Form =>
  inCategory(form, category, questions =>
    questions.some(({ id }) => id === question.id)
      ? questions.map(one => (one.id === question.id ? question : one))
      : [...questions, question],
  )

/** @param by places, −1 is up */
export const moved = (form: Form, category: CategoryId, id: string, by: -1 | 1): Form =>
  inCategory(form, category, questions => {
    const at = questions.findIndex(one => one.id === id)
    const to = at + by
    const [one, other] = [questions[at], questions[to]]
    if (!one || !other) return questions
    return questions.map((each, index) => (index === at ? other : index === to ? one : each))
  })

/**
 * Puts a question before another one, or at the end of a category.
 *
 * @param before null for the end
 */
export function placedAt(form: Form, id: string, category: CategoryId, before: string | null): Form {
  const question = form.categories.flatMap(({ questions }) => questions).find(one => one.id === id)
  if (!question || before === id) return form
  const without = {
    ...form,
    categories: form.categories.map(one => ({
      ...one,
      questions: one.questions.filter(other => other.id !== id),
    })),
  }
  return inCategory(without, category, questions => {
    const at = questions.findIndex(one => one.id === before)
    return at === -1 ? [...questions, question] : questions.toSpliced(at, 0, question)
  })
}

/** Conditions that looked at the question go with it: the others are then always asked. */
export const withoutQuestion = (form: Form, id: string): Form => ({
  ...form,
  categories: form.categories.map(category => ({
    ...category,
    questions: category.questions
      .filter(question => question.id !== id)
      .map(question => (question.showIf?.questionId === id ? { ...question, showIf: null } : question)),
  })),
})

export const newQuestion = (type: QuestionType = 'text'): Question => ({
  id: crypto.randomUUID(),
  isCore: false,
  type,
  label: '',
  help: null,
  isRequired: false,
  options: [],
  showIf: null,
})

export const isAlwaysAsked = ({ id }: Question): boolean => requiredQuestions.includes(id)

/** Questions before this one whose answer can decide whether it is asked. */
export function possibleSources(form: Form, category: CategoryId, id: string): Question[] {
  const before: Question[] = []
  for (const one of form.categories) {
    for (const question of one.questions) {
      if (question.id === id) return before
      if (question.type === 'yes-no' || question.type === 'drop-down') before.push(question)
    }
    // A new question comes last in its category.
    if (one.id === category) return before
  }
  return before
}
