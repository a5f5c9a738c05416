import { useState } from 'react'
import { api } from '../../api.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'

const FIELDS = ['userName'] as const

/** Says the same to everybody: who is known here is nobody else's business. */
export function ForgotPage() {
  const { t } = useMessages()
  const [userName, setUserName] = useState('')
  const ask = useAction((input: { userName: string }, key) => api.post('/forgotten-password', input, key))
  const toSignIn = (
    <Link href="/sign-in" look={ask.isSuccess ? 'button' : 'text'}>
      {t('forgot.back')}
    </Link>
  )
  if (ask.isSuccess) {
    return (
      <QuietPage title={t('forgot.asked.title')}>
        <p>{t('forgot.asked.words', { userName: userName.trim() })}</p>
        <p>{t('forgot.asked.otherwise')}</p>
        {toSignIn}
      </QuietPage>
    )
  }
  return (
    <QuietPage title={t('forgot.title')}>
      <p>{t('forgot.words')}</p>
      <Form
        label={t('forgot.title')}
        fields={FIELDS}
        problem={ask.error}
        onSubmit={() => ask.mutate({ userName: userName.trim() })}
        footer={
          <Button
            type="submit"
            tone="primary"
            isBusy={ask.isPending}
            disabledBecause={userName.trim() ? null : t('forgot.needs-user-name')}
          >
            {t('forgot.submit')}
          </Button>
        }
      >
        <TextField
          label={t('sign-in.user-name')}
          name="userName"
          autoComplete="username"
          value={userName}
          onChange={setUserName}
          maxLength={254}
          isRequired
          autoFocus
        />
      </Form>
      <p>{toSignIn}</p>
    </QuietPage>
  )
}
