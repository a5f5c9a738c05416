import { longestWords, type MessageWords } from '../../../../contract/message-templates.ts'
import type { Fault } from '../../../../contract/problems.ts'
import { slottedText, UnusableTemplate } from '../mime/index.ts'
import { alwaysPrints, paragraphsOf } from './link-place.ts'
import { carriesPassword, slotsOf } from './sample.ts'

type Field = keyof typeof longestWords
const fields = Object.keys(longestWords) as Field[]
const ofOneLine: Field[] = ['subject', 'heading', 'button']
/** Of what opens a door nothing stands in a subject: phones show it to everybody. */
const secrets = ['link', 'password']

/**
 * All that is wrong with an account's words, each with its line and a way to mend it: what is saved can be sent.
 *
 * @param variables as they could be; a name that is not among them, or of the person, is a fault
 */
export function judgeWords(name: string, words: MessageWords, variables: Record<string, unknown>): Fault[] {
  return fields.flatMap(field => {
    const source = words[field]
    if (source === null) return []
    const fault = (reason: string, detail?: Fault['detail']): Fault => ({
      path: [field],
      reason,
      ...(detail && { detail }),
    })
    if (source.trim() === '') return [fault('words-missing')]
    const unreadable = unreadableBecause(name, field, source, variables)
    if (unreadable) return [fault(unreadable.reason, unreadable.detail)]
    const faults: Fault[] = []
    if (ofOneLine.includes(field) && /[\r\n]/.test(source.trim()))
      faults.push(fault('template-several-lines'))
    if (field === 'body' && !hasButton(source)) faults.push(fault('template-link-missing'))
    if (field === 'sms' && !alwaysPrints(source, 'link')) faults.push(fault('template-sms-link-missing'))
    const carries = carriesPassword(name) && (field === 'body' || field === 'sms')
    if (carries && !alwaysPrints(source, 'password')) faults.push(fault('template-password-missing'))
    return faults
  })
}

/** The first link on a line of its own is the button; no condition may stand around it. */
function hasButton(body: string): boolean {
  const { before, hasLink } = paragraphsOf(body)
  return hasLink && alwaysPrints(`${before.join('\n')}\n{{ link }}`, 'link')
}

function unreadableBecause(name: string, field: Field, source: string, variables: Record<string, unknown>) {
  const isOfBody = field === 'body' || field === 'sms'
  const slots = slotsOf(name).filter(slot => isOfBody || !secrets.includes(slot))
  const printed = field === 'sms' ? slots.filter(slot => !slot.startsWith('person.')) : slots
  try {
    slottedText(source, 'text', { variables, slots: printed }, field, true)
    return null
  } catch (error) {
    if (error instanceof UnusableTemplate) return error.why
    throw error
  }
}
