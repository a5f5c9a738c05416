import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconHelpCircle,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'

export type Tone = 'success' | 'waiting' | 'failure' | 'doubt' | 'neutral' | 'warning'

const ICONS = {
  success: IconCircleCheck,
  waiting: IconClock,
  failure: IconCircleX,
  doubt: IconHelpCircle,
  warning: IconAlertTriangle,
  neutral: IconCircleDashed,
}

/** A state in three ways at once: an icon, words and a colour. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  const Icon = ICONS[tone]
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      <Icon size={16} aria-hidden />
      <span className={styles.words}>{children}</span>
    </span>
  )
}
