import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { JoinView } from '../../../contract/join.ts'
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
import { CurrentPasswordField } from '../sign-in/current-password-field.tsx'
import { PasswordField } from '../sign-in/password-field.tsx'
import { meQuery } from '../sign-in/session.ts'
import { UserNameShown } from '../sign-in/user-name-shown.tsx'
import { AskForLink } from './ask-for-link.tsx'
import { DeclineInvitation } from './decline-invitation.tsx'

const CHOSEN = 'muster.language'

/** Where an invitation link leads. Looking at it uses nothing up; only a typed password does. */
export function JoinPage() {
  const { t, language, setLanguage } = useMessages()
  const { secret } = useParams({ from: '/join/$secret' })
  const path = `/join/${encodeURIComponent(secret)}`
  const view = useQuery({
    queryKey: ['join', secret],
    queryFn: ({ signal }) => api.get<JoinView>(path, {}, signal),
  })

  // The invitation's language holds until the invitee chooses one.
  const invited = view.data?.language
  useEffect(() => {
    if (invited && invited !== language && !localStorage.getItem(CHOSEN)) void setLanguage(invited)
  }, [invited, language, setLanguage])

  if (view.isPending) {
    return (
      <QuietPage title={t('join.title.loading')}>
        <SkeletonText />
      </QuietPage>
    )
  }
  if (view.error instanceof ApiProblem && view.error.code === 'not-found') {
    return (
      <QuietPage title={t('join.title.unknown')}>
        <p>{t('join.unknown')}</p>
      </QuietPage>
    )
  }
  if (view.isError) {
    return (
      <QuietPage title={t('join.title.failed')}>
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      </QuietPage>
    )
  }
  return view.data.state === 'open' ? (
    <Open path={path} view={view.data} onClosed={() => void view.refetch()} />
  ) : (
    <Closed path={path} view={view.data} />
  )
}

interface OpenProps {
  path: string
  view: JoinView
  /** The link was used or taken back while its page stood open. */
  onClosed: () => void
}

function Open({ path, view, onClosed }: OpenProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const join = useAction((input: { password: string }, key) => api.post(path, input, key), {
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/', replace: true })
    },
    onProblem: problem => {
      if (problem.code === 'link-not-usable') onClosed()
    },
  })
  const faults = useFaults(join.error)
  const isNew = view.needs === 'new-password'
  if (view.needs === 'own-user-name')
    return (
      <QuietPage title={t('join.title', { account: view.accountName })}>
        <p>{t('join.words', { inviter: view.inviterName, account: view.accountName })}</p>
        <p>{t('join.own-user-name', { userName: view.userName, inviter: view.inviterName })}</p>
        <DeclineInvitation path={path} onDeclined={onClosed} />
      </QuietPage>
    )

  return (
    <QuietPage title={t('join.title', { account: view.accountName })}>
      <p>{t('join.words', { inviter: view.inviterName, account: view.accountName })}</p>
      <p>{t(isNew ? 'join.new-password' : 'join.existing-password')}</p>
      <Form
        label={t('join.title', { account: view.accountName })}
        fields={['password']}
        problem={join.error}
        onSubmit={() => join.mutate({ password })}
        footer={
          <Button type="submit" tone="primary" isBusy={join.isPending}>
            {t('join.submit')}
          </Button>
        }
      >
        <UserNameShown userName={view.userName} />
        {isNew ? (
          <PasswordField value={password} onChange={setPassword} errors={faults.of('password')} />
        ) : (
          <CurrentPasswordField value={password} onChange={setPassword} errors={faults.of('password')} />
        )}
      </Form>
      <DeclineInvitation path={path} onDeclined={onClosed} />
    </QuietPage>
  )
}

/** Of these a new link may help; whether one is sent, only who has the address learns. */
const renewable: JoinView['state'][] = ['expired', 'replaced', 'used']

function Closed({ path, view }: { path: string; view: JoinView }) {
  const { t } = useMessages()
  const state = view.state === 'open' ? 'used' : view.state
  return (
    <QuietPage title={t('join.title.closed')}>
      <p>{t(`join.closed.${state}`, { inviter: view.inviterName, account: view.accountName })}</p>
      <Link href="/sign-in" look="button">
        {t('join.sign-in')}
      </Link>
      {renewable.includes(view.state) && <AskForLink path={path} />}
    </QuietPage>
  )
}
