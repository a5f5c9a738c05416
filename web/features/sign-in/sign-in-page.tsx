import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Me } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { AskForInvitation } from './ask-for-invitation.tsx'
import { CurrentPasswordField } from './current-password-field.tsx'
import { insideOnly } from './inside-only.ts'
import { OwnPassword } from './own-password.tsx'
import { meQuery } from './session.ts'

const FIELDS = ['userName', 'password'] as const

export function SignInPage() {
  const { t } = useMessages()
  const { next } = useSearch({ from: '/sign-in' })
  const navigate = useNavigate()
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')

  const signIn = useAction(
    (input: { userName: string; password: string }, key) => api.post<Me>('/session', input, key),
    {
      onSuccess: async () => {
        await queryClient.resetQueries({ queryKey: meQuery.queryKey })
        await navigate({ href: insideOnly(next, location.origin), replace: true })
      },
    },
  )

  const faults = useFaults(signIn.error)
  const said = signIn.error?.code
  if (said === 'own-password-needed' || said === 'own-login-needed') {
    return (
      <OwnPassword
        userName={userName.trim()}
        temporaryPassword={password}
        hasLogin={said === 'own-login-needed'}
        onBack={() => {
          setPassword('')
          signIn.reset()
        }}
      />
    )
  }

  return (
    <QuietPage title={t('sign-in.title')}>
      <Form
        label={t('sign-in.title')}
        fields={FIELDS}
        problem={signIn.error}
        onSubmit={() => signIn.mutate({ userName: userName.trim(), password })}
        footer={
          <Button
            type="submit"
            tone="primary"
            isBusy={signIn.isPending}
            disabledBecause={userName.trim() && password ? null : t('sign-in.needs-both')}
          >
            {t('sign-in.submit')}
          </Button>
        }
      >
        <TextField
          label={t('sign-in.user-name')}
          description={t('sign-in.user-name.hint')}
          name="userName"
          autoComplete="username"
          value={userName}
          onChange={setUserName}
          errors={faults.of('userName')}
          isRequired
          autoFocus
        />
        <CurrentPasswordField value={password} onChange={setPassword} errors={faults.of('password')} />
      </Form>
      {said === 'temporary-password-expired' && <AskForInvitation temporaryPassword={password} />}
      <p>
        <Link href="/forgot">{t('sign-in.forgot')}</Link>
      </p>
    </QuietPage>
  )
}
