import { IconColumns } from '@tabler/icons-react'
import { Button as AriaButton, Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import button from './button.module.css'
import { classNames } from './class-names.ts'
import { useMessages } from './i18n/messages.tsx'
import styles from './menu.module.css'

interface ColumnChooserProps {
  columns: { id: string; label: string }[]
  shown: ReadonlySet<string>
  onChange: (shown: Set<string>) => void
}

/** Which columns a list shows. Those that it cannot do without are not in it. */
export function ColumnChooser({ columns, shown, onChange }: ColumnChooserProps) {
  const { t } = useMessages()
  return (
    <MenuTrigger>
      <AriaButton className={classNames(button.button, button.plain)}>
        <IconColumns size={18} aria-hidden />
        {t('ui.columns')}
      </AriaButton>
      <Popover className={styles.popover!} offset={4}>
        <AriaMenu
          className={styles.menu!}
          aria-label={t('ui.columns')}
          items={columns}
          selectionMode="multiple"
          selectedKeys={shown}
          onSelectionChange={keys =>
            onChange(new Set(keys === 'all' ? columns.map(({ id }) => id) : [...keys].map(String)))
          }
        >
          {({ id, label }) => (
            <MenuItem id={id} textValue={label} className={styles.item!}>
              {({ isSelected }) => (
                <>
                  <span className={styles.tick} aria-hidden>
                    {isSelected ? '✓' : ''}
                  </span>
                  {label}
                </>
              )}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
