import { IconPaperclip } from '@tabler/icons-react'
import type { AnswerValue, FileAnswer } from '../../../../contract/prequalification/answers.ts'
import type { Question } from '../../../../contract/prequalification/form.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { useTimes } from '../../../ui/i18n/times.ts'
import { Link } from '../../../ui/link.tsx'
import { useFormWords } from '../use-form-words.ts'

interface AnswerTextProps {
  question: Pick<Question, 'type' | 'options'>
  value: AnswerValue | undefined
  currency: string
  fileUrl: (file: FileAnswer) => string
}

/** An answer as it is read. */
export function AnswerText({ question, value, currency, fileUrl }: AnswerTextProps) {
  const words = useAnswerWords(currency)
  const size = useFileSize()
  if (value && typeof value === 'object')
    return (
      <Link href={fileUrl(value)} isFile icon={<IconPaperclip size={16} aria-hidden />}>
        {value.name} ({size(value.sizeBytes)})
      </Link>
    )
  return <>{words(question, value)}</>
}

/** The words of an answer; of a file its name. */
export function useAnswerWords(currency: string) {
  const { t, number, locale } = useMessages()
  const times = useTimes()
  const formWords = useFormWords()
  const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return ({ type, options }: Pick<Question, 'type' | 'options'>, value: AnswerValue | undefined): string => {
    if (value === null || value === undefined) return t('prequalification.not-answered')
    if (typeof value === 'object') return value.name
    if (typeof value === 'boolean') return t(value ? 'prequalification.yes' : 'prequalification.no')
    if (typeof value === 'number') return number(value)
    if (type === 'currency') return amounts.format(Number(value))
    if (type === 'date') return times.day(new Date(`${value}T12:00`))
    const option = type === 'drop-down' && options.find(({ id }) => id === value)
    return option ? formWords.option(option) : value
  }
}

/** As file managers count. */
const STEP = 1024
const UNITS = ['byte', 'kilobyte', 'megabyte'] as const

export function useFileSize() {
  const { locale } = useMessages()
  return (bytes: number): string => {
    const at = bytes < STEP ? 0 : bytes < STEP ** 2 ? 1 : 2
    const format = new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: UNITS[at]!,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    })
    return format.format(bytes / STEP ** at)
  }
}
