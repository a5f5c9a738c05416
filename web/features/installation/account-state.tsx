import type { OperatedAccount } from '../../../contract/installation.ts'
import { Badge } from '../../ui/badge.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** Whether people get in, and whether the mail server works with the account. */
export function AccountState({ account }: { account: Pick<OperatedAccount, 'suspended' | 'paused'> }) {
  const { t, ofCode } = useMessages()
  if (account.suspended) return <Badge tone="failure">{t('installation.state.suspended')}</Badge>
  if (account.paused)
    return <Badge tone="waiting">{ofCode('reason', account.paused.reason, {}, account.paused.reason)}</Badge>
  return <Badge tone="success">{t('installation.state.active')}</Badge>
}
