import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { GivenLink } from '../../../contract/join.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useTimes } from '../../ui/i18n/times.ts'
import { TextField } from '../../ui/text-field.tsx'
import styles from './copy-link.module.css'

interface CopyLinkProps {
  name: string
  given: GivenLink | undefined
  error: Error | null
  onClose: () => void
}

/** The link of an invitation that could not be delivered. It is taken when it is asked for, not before: that is on record. */
export function CopyLink({ name, given, error, onClose }: CopyLinkProps) {
  const { t } = useMessages()
  return (
    <Dialog
      title={t('invitation.step.copy-link')}
      isOpen
      onClose={onClose}
      footer={<Button onPress={onClose}>{t('invitation.step.copy-link.done')}</Button>}
    >
      {error && <ErrorState error={error} />}
      {given && <Link given={given} name={name} />}
    </Dialog>
  )
}

function Link({ given, name }: { given: GivenLink; name: string }) {
  const { t } = useMessages()
  const times = useTimes()
  const [isCopied, setCopied] = useState<boolean | null>(null)
  const copy = () =>
    void navigator.clipboard.writeText(given.link).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <div className={styles.words}>
      <p>{t('invitation.step.copy-link.words', { name, until: times.exact(new Date(given.expiresAt)) })}</p>
      <TextField
        label={t('invitation.step.copy-link.label', { name })}
        value={given.link}
        onChange={() => {}}
        rows={3}
        isReadOnly
      />
      {/* Without https a browser gives no page its clipboard; the link can still be marked and copied. */}
      {navigator.clipboard && (
        <Button icon={<IconCopy size={18} aria-hidden />} onPress={copy}>
          {t(isCopied ? 'invitation.step.copy-link.copied' : 'invitation.step.copy-link.copy')}
        </Button>
      )}
      {isCopied === false && <p role="status">{t('invitation.step.copy-link.by-hand')}</p>}
    </div>
  )
}
