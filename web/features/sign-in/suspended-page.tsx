import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { signOut } from './session.ts'

/** For who is signed in to an account that was suspended. */
export function SuspendedPage() {
  const { t } = useMessages()
  return (
    <QuietPage title={t('suspended.title')}>
      <p>{t('problem.account-suspended')}</p>
      <p>{t('suspended.words')}</p>
      <span>
        <Button tone="primary" onPress={() => void signOut()}>
          {t('me.sign-out')}
        </Button>
      </span>
    </QuietPage>
  )
}
