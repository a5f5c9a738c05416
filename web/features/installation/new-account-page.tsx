import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { OperatedAccount } from '../../../contract/installation.ts'
import type { NewAccount } from '../../../contract/setup.ts'
import { api } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { ACCOUNT_FIELDS, AccountFields, likelyAccount } from '../sign-in/account-fields.tsx'
import styles from './panel.module.css'
import { askAnew } from './panel-queries.ts'

/** An account for somebody: its first Directory Admin is invited and chooses a password of their own. */
export function NewAccountPage() {
  const { t, language } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const [input, setInput] = useState<NewAccount>(() => likelyAccount(language))
  const make = useAction(
    (next: NewAccount, key) => api.post<OperatedAccount>('/installation/accounts', next, key),
    {
      onSuccess: async (made, { email }) => {
        await askAnew()
        succeeded(t('installation.new-account.made', { name: made.name, email }))
        await navigate({ to: '/installation/accounts/$id', params: { id: made.id } })
      },
    },
  )
  const faults = useFaults(make.error)
  const isReady = [input.accountName, input.lastName, input.email].every(text => text.trim())
  return (
    <div className={styles.page}>
      <PageHeader title={t('installation.new-account')}>
        <Link href="/installation/accounts" look="subtle">
          {t('installation.accounts')}
        </Link>
      </PageHeader>
      <p className={styles.muted}>{t('installation.new-account.words')}</p>
      <Form
        label={t('installation.new-account')}
        fields={ACCOUNT_FIELDS}
        problem={make.error}
        onSubmit={() => make.mutate(input)}
        footer={
          <Button
            type="submit"
            tone="primary"
            isBusy={make.isPending}
            disabledBecause={isReady ? null : t('installation.new-account.needs')}
          >
            {t('installation.new-account.submit')}
          </Button>
        }
      >
        <AccountFields
          value={input}
          onChange={change => setInput(old => ({ ...old, ...change }))}
          errorsOf={faults.of}
          isOwn={false}
        />
      </Form>
    </div>
  )
}
