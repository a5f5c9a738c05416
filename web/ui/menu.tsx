import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Text,
} from 'react-aria-components'
import button from './button.module.css'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './menu.module.css'

export interface MenuEntry {
  id: string
  label: string
  icon?: ReactNode
  href?: string
  isChosen?: boolean
  disabledBecause?: string | undefined
  onAction?: () => void
}

interface MenuProps {
  label: string
  /** What the button shows where it is not the label. */
  face?: ReactNode
  icon?: ReactNode
  tone?: 'primary' | 'plain' | 'quiet'
  size?: 'normal' | 'small'
  entries: MenuEntry[]
  hasChevron?: boolean
  disabledBecause?: string | null
}

export function Menu({
  label,
  face,
  icon,
  tone = 'plain',
  size = 'normal',
  entries,
  hasChevron = true,
  disabledBecause,
}: MenuProps) {
  const isFace = face !== undefined || (icon && !hasChevron)
  if (disabledBecause) {
    return (
      <Button tone={tone} disabledBecause={disabledBecause}>
        {label}
        <IconChevronDown size={16} aria-hidden />
      </Button>
    )
  }
  return (
    <MenuTrigger>
      <AriaButton
        className={classNames(
          button.button,
          button[tone],
          button[size],
          Boolean(icon) && !face && !hasChevron && button.square,
        )}
        {...(isFace && { 'aria-label': label })}
      >
        {icon}
        {isFace ? face : label}
        {hasChevron && <IconChevronDown size={16} aria-hidden />}
      </AriaButton>
      <Popover className={styles.popover!} offset={4}>
        <AriaMenu className={styles.menu!} aria-label={label} items={entries} dependencies={[entries]}>
          {entry => <Entry entry={entry} />}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  return (
    <MenuItem
      id={entry.id}
      textValue={entry.label}
      className={styles.item!}
      isDisabled={Boolean(entry.disabledBecause)}
      {...(entry.href && { href: entry.href })}
      {...(entry.onAction && { onAction: entry.onAction })}
    >
      {entry.icon}
      <span className={styles.words}>
        <Text slot="label" className={classNames(entry.isChosen && styles.chosen)}>
          {entry.label}
        </Text>
        {entry.disabledBecause && (
          // Drawn by the style: as text inside the entry it would belong to its name, which stays the plain one.
          <span className={styles.reason} data-words={entry.disabledBecause}>
            <Text slot="description" hidden>
              {entry.disabledBecause}
            </Text>
          </span>
        )}
      </span>
    </MenuItem>
  )
}
