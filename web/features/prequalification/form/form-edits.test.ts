import assert from 'node:assert/strict'
import { test } from 'node:test'
import { form as formSchema, questionsOf } from '../../../../contract/prequalification/form.ts'
import { standardForm } from '../../../../contract/prequalification/standard-form.ts'
import { moved, newQuestion, placedAt, possibleSources, withoutQuestion, withQuestion } from './form-edits.ts'

const form = standardForm('USD')
const idsOf = (of: typeof form, at: number) => of.categories[at]!.questions.map(({ id }) => id)

test('a new question comes last in its category, and an edited one stays where it is', () => {
  const question = { ...newQuestion(), label: 'Do you rent cranes?' }
  const added = withQuestion(form, 'safety', question)
  assert.equal(idsOf(added, 1).at(-1), question.id)
  const renamed = withQuestion(moved(added, 'safety', question.id, -1), 'safety', {
    ...question,
    label: 'Cranes?',
  })
  assert.equal(idsOf(renamed, 1).at(-2), question.id)
  assert.ok(formSchema.safeParse(renamed).success)
})

test('the first question does not go up, and the last not down', () => {
  assert.deepEqual(idsOf(moved(form, 'general', 'legal-company-name', -1), 0), idsOf(form, 0))
  assert.deepEqual(idsOf(moved(form, 'financials', 'financial-statement', 1), 3), idsOf(form, 3))
})

test('a condition goes with the question that it looked at', () => {
  const less = withoutQuestion(form, 'had-fatalities')
  assert.equal(questionsOf(less).find(({ id }) => id === 'fatalities-explained')?.showIf, null)
  assert.ok(formSchema.safeParse(less).success)
})

test('a condition can look at questions that stand before it alone', () => {
  const sources = possibleSources(form, 'safety', 'safety-program').map(({ id }) => id)
  assert.deepEqual(sources, ['industry-type', 'works-with-unions', 'has-safety-program'])
  const ofNew = possibleSources(form, 'general', 'not there yet').map(({ id }) => id)
  assert.deepEqual(ofNew, ['industry-type', 'works-with-unions'])
})

test('a question is put before another one, or at the end of another category', () => {
  const first = placedAt(form, 'main-phone', 'general', 'legal-company-name')
  assert.equal(idsOf(first, 0)[0], 'main-phone')
  assert.equal(idsOf(first, 0).length, idsOf(form, 0).length)
  const elsewhere = placedAt(form, 'main-phone', 'safety', null)
  assert.equal(idsOf(elsewhere, 1).at(-1), 'main-phone')
  assert.equal(questionsOf(elsewhere).length, questionsOf(form).length)
  assert.deepEqual(placedAt(form, 'main-phone', 'general', 'main-phone'), form)
})
