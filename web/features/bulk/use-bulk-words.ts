import { useCallback } from 'react'
import type { ActionVariant, BulkActionName } from '../../../contract/bulk-actions.ts'
import { useMessages, type Values } from '../../ui/i18n/messages.tsx'

/** The words of an action, or of the other form that it takes: planned for a later day, undone. */
export function useBulkWords() {
  const { ofCode } = useMessages()
  return useCallback(
    (
      action: BulkActionName,
      variant: ActionVariant,
      part: string,
      values: Values = {},
      otherwise?: string,
    ): string => {
      // Noon: a day is the same one wherever it is read.
      const day = variant?.day ? new Date(`${variant.day}T12:00`) : new Date()
      const plain = ofCode(`bulk.${action}`, part, values, otherwise)
      return variant ? ofCode(`bulk.${action}.${variant.name}`, part, { ...values, day }, plain) : plain
    },
    [ofCode],
  )
}
