import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { PasswordResetView } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { ApiProblem } from '../../api-problem.ts'
import { queryClient } from '../../query-client.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { useAction } from '../../use-action.ts'
import { PasswordField } from './password-field.tsx'
import { meQuery } from './session.ts'
import { UserNameShown } from './user-name-shown.tsx'

/** Where the link of a forgotten password leads. Looking at it uses nothing up; only a typed password does. */
export function ResetPage() {
  const { t } = useMessages()
  const { secret } = useParams({ from: '/reset/$secret' })
  const path = `/password-resets/${encodeURIComponent(secret)}`
  const [isDone, setDone] = useState(false)
  const view = useQuery({
    queryKey: ['reset', secret],
    queryFn: ({ signal }) => api.get<PasswordResetView>(path, {}, signal),
    enabled: !isDone,
  })
  if (isDone) {
    return (
      <QuietPage title={t('reset.done.title')}>
        <p>{t('reset.done.words')}</p>
        <Link href="/sign-in" look="primary">
          {t('sign-in.submit')}
        </Link>
      </QuietPage>
    )
  }
  if (view.data) return <Open path={path} view={view.data} onDone={() => setDone(true)} />
  if (view.isPending) {
    return (
      <QuietPage title={t('reset.title')}>
        <SkeletonText />
      </QuietPage>
    )
  }
  // An address that cannot be a link's is answered like one that never was.
  const isOver = view.error instanceof ApiProblem && [410, 422].includes(view.error.status)
  return (
    <QuietPage title={t(isOver ? 'reset.closed.title' : 'reset.title')}>
      {isOver ? (
        <p>{t('reset.closed.words')}</p>
      ) : (
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      )}
      <Link href="/forgot" look="button">
        {t('reset.closed.again')}
      </Link>
    </QuietPage>
  )
}

function Open({ path, view, onDone }: { path: string; view: PasswordResetView; onDone: () => void }) {
  const { t } = useMessages()
  const [password, setPassword] = useState('')
  const choose = useAction((input: { password: string }, key) => api.post(path, input, key), {
    onSuccess: () => {
      queryClient.removeQueries({ queryKey: meQuery.queryKey })
      onDone()
    },
  })
  const faults = useFaults(choose.error)
  return (
    <QuietPage title={t('reset.title')}>
      <p>{t('reset.words')}</p>
      <Form
        label={t('reset.title')}
        fields={['password']}
        problem={choose.error}
        onSubmit={() => choose.mutate({ password })}
        footer={
          <Button type="submit" tone="primary" isBusy={choose.isPending}>
            {t('reset.submit')}
          </Button>
        }
      >
        <UserNameShown userName={view.userName} />
        <PasswordField
          label={t('me.password.new')}
          value={password}
          onChange={setPassword}
          errors={faults.of('password')}
        />
      </Form>
    </QuietPage>
  )
}
