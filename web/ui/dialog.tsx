import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { useMessages } from './i18n/messages.tsx'

interface DialogProps {
  /** What is read first; may carry a count. */
  title: string
  /** The accessible name where it differs from the title, as counts stay outside of it. */
  name?: string
  isOpen: boolean
  onClose: () => void
  size?: 'narrow' | 'wide'
  children: ReactNode
  /** Buttons, the one that acts last. */
  footer?: ReactNode
}

export function Dialog({ title, name, isOpen, onClose, size = 'narrow', children, footer }: DialogProps) {
  const { t } = useMessages()
  return (
    <ModalOverlay
      className={styles.veil!}
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      isDismissable
    >
      <Modal className={classNames(styles.modal, styles[size])}>
        <AriaDialog className={styles.dialog!} {...(name && { 'aria-label': name })}>
          <header className={styles.header}>
            {name ? (
              <h2>{title}</h2>
            ) : (
              <Heading slot="title" level={2}>
                {title}
              </Heading>
            )}
            <Button
              tone="quiet"
              icon={<IconX size={20} aria-hidden />}
              label={t('ui.dialog.close')}
              onPress={onClose}
            />
          </header>
          <div className={styles.body}>{children}</div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
