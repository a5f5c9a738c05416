import type { Answers } from '../../../contract/prequalification/answers.ts'
import type { Answer } from '../../../contract/prequalification/submissions.ts'

export const asValues = (answers: Answer[]): Answers =>
  Object.fromEntries(answers.map(answer => [answer.questionId, answer.value]))
