import type { ReactNode } from 'react'
import { Link as AriaLink } from 'react-aria-components'
import button from './button.module.css'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './link.module.css'

interface LinkProps {
  href: string
  children: ReactNode
  /** `button` and `primary` look like buttons and still are links. */
  look?: 'text' | 'subtle' | 'button' | 'primary'
  icon?: ReactNode
  label?: string
  isCurrent?: boolean
  /** Leaves the application's own navigation to the browser, as for files. */
  isFile?: boolean
  /** Of what looks like a button: it is one then, disabled together with its reason. */
  disabledBecause?: string | null | undefined
  className?: string
}

export function Link({
  href,
  children,
  look = 'text',
  icon,
  label,
  isCurrent,
  isFile,
  disabledBecause,
  className,
}: LinkProps) {
  if (disabledBecause)
    return (
      <Button tone={look === 'primary' ? 'primary' : 'plain'} icon={icon} disabledBecause={disabledBecause}>
        {children}
      </Button>
    )
  const withIcon = icon !== undefined && styles.withIcon
  const looks = {
    text: classNames(styles.text, withIcon),
    subtle: classNames(styles.subtle, withIcon),
    button: classNames(button.button, button.plain),
    primary: classNames(button.button, button.primary),
  }
  return (
    <AriaLink
      href={href}
      className={classNames(looks[look], className)}
      {...(label && { 'aria-label': label })}
      {...(isCurrent && { 'aria-current': 'page' as const })}
      {...(isFile && { download: true })}
    >
      {icon}
      {children}
    </AriaLink>
  )
}
