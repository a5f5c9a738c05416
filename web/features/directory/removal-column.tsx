import { IconX } from '@tabler/icons-react'
import { Button } from '../../ui/button.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import type { Messages } from '../../ui/i18n/messages.tsx'

/** The cross at the end of a row that takes somebody off a list. */
export const removalColumn = <Item extends { name: string }>(
  { t }: Pick<Messages, 't'>,
  onRemove: (item: Item) => void,
): DataColumn<Item> => ({
  id: 'action',
  label: t('directory.column.action'),
  isLabelHidden: true,
  width: '56px',
  card: 'action',
  cell: item => (
    <Button
      tone="quiet"
      size="small"
      icon={<IconX size={16} aria-hidden />}
      label={t('review.remove', { name: item.name })}
      onPress={() => onRemove(item)}
    />
  ),
})
