import { createRequire } from 'node:module'
import type { AnswerValue, FileAnswer } from '../../../contract/prequalification/answers.ts'
import { shownQuestions } from '../../../contract/prequalification/answers.ts'
import type { Form, Question } from '../../../contract/prequalification/form.ts'
import type { SubmissionView } from '../../../contract/prequalification/submissions.ts'
import { type WordsLanguage, wordsFor } from '../../lib/words.ts'
import { asValues } from './as-values.ts'

const require = createRequire(import.meta.url)
/** With Latin, Cyrillic and Greek; free to be embedded (Bitstream Vera licence). */
const fonts = {
  plain: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
}
const marginPoints = 56

/** A form with its answers, for printing: what the view holds, so what it hides is not in it either. */
export async function submissionPdf(
  view: SubmissionView,
  { accountName, language, timeZone }: { accountName: string; language: WordsLanguage; timeZone: string },
): Promise<PDFKit.PDFDocument> {
  // Only who prints needs it: fonts and all, it costs every process a tenth of a second.
  const { default: PDFDocument } = await import('pdfkit')
  const words = (key: string) => wordsFor(language, `prequalification.${key}`) ?? key
  const title = `${view.company.name}: ${words('pdf.title')}`
  const pdf = new PDFDocument({
    size: 'A4',
    margin: marginPoints,
    info: { Title: title, Author: accountName },
  })
  pdf.registerFont('plain', fonts.plain).registerFont('bold', fonts.bold)

  pdf.font('plain').fontSize(9).fillColor('#475569').text(accountName)
  pdf.font('bold').fontSize(18).fillColor('#0f172a').text(title)
  pdf
    .font('plain')
    .fontSize(10)
    .text(stateOf(view, words, language, timeZone))
    .moveDown()

  const answers = asValues(view.answers)
  const shown = shownQuestions(view.form, answers)
  for (const category of view.form.categories) {
    const questions = category.questions.filter(question => shown.has(question.id))
    const isHidden = view.hiddenCategories.includes(category.id)
    if (!questions.length && !isHidden) continue
    pdf
      .moveDown()
      .font('bold')
      .fontSize(13)
      .fillColor('#0f172a')
      .text(words(`category.${category.id}`))
      .moveDown(0.5)
    if (isHidden) pdf.font('plain').fontSize(11).fillColor('#475569').text(words('hidden'))
    for (const question of questions) {
      pdf.font('plain').fontSize(9).fillColor('#475569').text(labelOf(question, words))
      const answer = answerInWords(view.form, question, answers[question.id], { words, language })
      pdf.font('plain').fontSize(11).fillColor('#0f172a').text(answer).moveDown(0.5)
    }
  }
  pdf.end()
  return pdf
}

type Words = (key: string) => string

const labelOf = (question: Question, words: Words) => question.label ?? words(`question.${question.id}`)

function stateOf(view: SubmissionView, words: Words, language: string, timeZone: string): string {
  const state = words(`form.${view.state}`)
  if (!view.submittedAt) return state
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(
    new Date(view.submittedAt),
  )
  return [state, day, view.submittedBy?.name].filter(Boolean).join(' · ')
}

/** An answer as it is read on paper. */
export function answerInWords(
  form: Pick<Form, 'currency'>,
  question: Pick<Question, 'type' | 'options'>,
  value: AnswerValue | undefined,
  { words, language }: { words: Words; language: WordsLanguage },
): string {
  if (value === undefined || value === null) return '–'
  switch (question.type) {
    case 'yes-no':
      return words(value ? 'yes' : 'no')
    case 'drop-down':
      return question.options.find(option => option.id === value)?.label ?? words(`option.${String(value)}`)
    case 'number':
      return new Intl.NumberFormat(language, { maximumFractionDigits: 10 }).format(Number(value))
    case 'currency':
      return new Intl.NumberFormat(language, { style: 'currency', currency: form.currency }).format(
        Number(value),
      )
    case 'date':
      // A day of the calendar, in whichever zone it is printed.
      return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
        new Date(String(value)),
      )
    case 'file':
      return (value as FileAnswer).name
    default:
      return String(value)
  }
}
