import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconInfoCircle, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './banner.module.css'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { useMessages } from './i18n/messages.tsx'

export type BannerTone = 'success' | 'warning' | 'failure' | 'note'

const ICONS = {
  success: IconCircleCheck,
  warning: IconAlertTriangle,
  failure: IconCircleX,
  note: IconInfoCircle,
}

interface BannerProps {
  tone: BannerTone
  children: ReactNode
  actions?: ReactNode
  onDismiss?: () => void
}

/** A line of news. The page's one `status` region is around it where it comes as an answer: see `BannerRegion`. */
export function Banner({ tone, children, actions, onDismiss }: BannerProps) {
  const { t } = useMessages()
  const Icon = ICONS[tone]
  return (
    <div className={classNames(styles.banner, styles[tone])}>
      <Icon size={20} aria-hidden />
      <div className={styles.words}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
      {onDismiss && (
        <Button
          tone="quiet"
          size="small"
          icon={<IconX size={18} aria-hidden />}
          label={t('ui.banner.dismiss')}
          onPress={onDismiss}
        />
      )}
    </div>
  )
}
