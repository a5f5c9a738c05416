import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SetupInput } from '../../../contract/setup.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { ACCOUNT_FIELDS, AccountFields, likelyAccount } from './account-fields.tsx'
import { PasswordField } from './password-field.tsx'
import { meQuery } from './session.ts'

/** First run: the account and its first Directory Admin, who looks after the installation too. */
export function SetupPage() {
  const { t, language } = useMessages()
  const navigate = useNavigate()
  const [input, setInput] = useState<SetupInput>(() => ({ ...likelyAccount(language), password: '' }))
  const set = (change: Partial<SetupInput>) => setInput(old => ({ ...old, ...change }))

  const setUp = useAction((next: SetupInput, key) => api.post('/setup', next, key), {
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: meQuery.queryKey })
      await navigate({ to: '/', replace: true })
    },
  })
  const faults = useFaults(setUp.error)

  return (
    <QuietPage title={t('setup.title')}>
      <p>{t('setup.words')}</p>
      <p>{t('setup.super-admin')}</p>
      <Form
        label={t('setup.title')}
        fields={[...ACCOUNT_FIELDS, 'password']}
        problem={setUp.error}
        onSubmit={() => setUp.mutate(input)}
        footer={
          <Button type="submit" tone="primary" isBusy={setUp.isPending}>
            {t('setup.submit')}
          </Button>
        }
      >
        <AccountFields value={input} onChange={set} errorsOf={faults.of} isOwn />
        <PasswordField
          value={input.password}
          onChange={password => set({ password })}
          errors={faults.of('password')}
        />
      </Form>
    </QuietPage>
  )
}
