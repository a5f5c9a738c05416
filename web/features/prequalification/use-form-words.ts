import { useMemo } from 'react'
import type { CategoryId, Option, Question } from '../../../contract/prequalification/form.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'

type Labelled = Pick<Question, 'id' | 'label'>

/** The words of a form: those that its editor wrote, else those of the standard form. */
export function useFormWords() {
  const { t, ofCode } = useMessages()
  return useMemo(
    () => ({
      category: (id: CategoryId): string => t(`prequalification.category.${id}`),
      question: ({ id, label }: Labelled): string => label ?? ofCode('prequalification.question', id),
      help: ({ id, help }: Pick<Question, 'id' | 'help'>): string | null =>
        help ?? (ofCode('prequalification.help', id, {}, '') || null),
      option: ({ id, label }: Option): string => label ?? ofCode('prequalification.option', id),
      confirmation: ({ id, text }: { id: string; text: string | null }): string =>
        text ?? ofCode('prequalification.confirmation', id),
    }),
    [t, ofCode],
  )
}
