import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { TemporaryJoinInput } from '../../../contract/join.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { CurrentPasswordField } from './current-password-field.tsx'
import { PasswordField } from './password-field.tsx'
import { meQuery } from './session.ts'
import { UserNameShown } from './user-name-shown.tsx'

interface OwnPasswordProps {
  userName: string
  /** Kept by the page alone: whoever reloads it types it again. */
  temporaryPassword: string
  /** Their login has come to be meanwhile: they show that it is theirs. */
  hasLogin: boolean
  onBack: () => void
}

/** All that a temporary password opens: there is no session before a password of one's own is chosen. */
export function OwnPassword({ userName, temporaryPassword, hasLogin, onBack }: OwnPasswordProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const join = useAction((input: TemporaryJoinInput, key) => api.post('/session/own-password', input, key), {
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/', replace: true })
    },
  })
  const faults = useFaults(join.error)
  const title = t(hasLogin ? 'own-password.login.title' : 'own-password.title')
  return (
    <QuietPage title={title}>
      <p>{t(hasLogin ? 'own-password.login.words' : 'own-password.words')}</p>
      <Form
        label={title}
        fields={['password']}
        problem={join.error}
        onSubmit={() => join.mutate({ userName, temporaryPassword, password })}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={join.isPending}>
              {t(hasLogin ? 'own-password.login.submit' : 'own-password.submit')}
            </Button>
            <Button tone="quiet" onPress={onBack}>
              {t('own-password.back')}
            </Button>
          </>
        }
      >
        <UserNameShown userName={userName} />
        {hasLogin ? (
          <CurrentPasswordField
            value={password}
            onChange={setPassword}
            errors={faults.of('password')}
            autoFocus
          />
        ) : (
          <PasswordField value={password} onChange={setPassword} errors={faults.of('password')} />
        )}
      </Form>
    </QuietPage>
  )
}
