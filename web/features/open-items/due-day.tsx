import type { OpenItem } from '../../../contract/open-items.ts'
import { Badge } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** When it is due, said loudly where that day is over. */
export function DueDay({ item }: { item: Pick<OpenItem, 'dueOn' | 'isOverdue'> }) {
  const { t } = useMessages()
  if (!item.dueOn) return null
  // Noon: a day is the same one wherever it is read.
  const at = new Date(`${item.dueOn}T12:00`)
  if (item.isOverdue) return <Badge tone="warning">{t('open-item.overdue', { at })}</Badge>
  return <span>{t('open-item.due', { at })}</span>
}
