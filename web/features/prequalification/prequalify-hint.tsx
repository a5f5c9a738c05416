import { Banner } from '../../ui/banner.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import list from '../directory/people-list.module.css'

/** *Invite to Prequalify* leads to the directory: this says what to do there. Source: seed 001. */
export function PrequalifyHint({ onDismiss }: { onDismiss: () => void }) {
  const { t } = useMessages()
  return (
    <div className={list.above}>
      <Banner tone="note" onDismiss={onDismiss}>
        {t('prequalifications.hint')}
      </Banner>
    </div>
  )
}
