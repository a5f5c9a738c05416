import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../api.ts'
import { ApiProblem } from '../../api-problem.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { useAction } from '../../use-action.ts'
import styles from './owned-list.module.css'
import { signInAddressesQuery, useMe } from './session.ts'

/** Where the link leads that was sent to an address somebody wants to sign in with. Looking at it uses nothing up. */
export function ConfirmAddressPage() {
  const { t } = useMessages()
  const { secret } = useParams({ from: '/signed-in/confirm-address/$secret' })
  const { person } = useMe()
  const [confirmed, setConfirmed] = useState<string | null>(null)
  const confirm = useAction(
    (input: { secret: string }, key) =>
      api.post<{ address: string }>('/sign-in-addresses/confirmations', input, key),
    {
      onSuccess: ({ address }) => {
        setConfirmed(address)
        return queryClient.invalidateQueries({ queryKey: signInAddressesQuery.queryKey })
      },
    },
  )
  const refusals = useFaults(confirm.error).of('secret')
  const isOver = confirm.error instanceof ApiProblem && confirm.error.status === 410
  return (
    <div className={styles.page}>
      <PageHeader title={t('confirm-address.title')} />
      <div role="status" className={styles.words}>
        {confirmed !== null && <p>{t('confirm-address.done', { address: confirmed })}</p>}
        {isOver && <p>{t('confirm-address.over')}</p>}
        {refusals.map(words => (
          <p key={words}>{words}</p>
        ))}
      </div>
      {confirm.error && !isOver && refusals.length === 0 && <ErrorState error={confirm.error} />}
      {confirmed === null && !isOver && (
        <>
          <p>{t('confirm-address.words', { userName: person.userName })}</p>
          <div className={styles.buttons}>
            <Button tone="primary" isBusy={confirm.isPending} onPress={() => confirm.mutate({ secret })}>
              {t('confirm-address.submit')}
            </Button>
          </div>
        </>
      )}
      <p>
        <Link href="/me">{t('me.title')}</Link>
      </p>
    </div>
  )
}
