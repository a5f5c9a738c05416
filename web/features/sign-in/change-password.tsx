import { useState } from 'react'
import type { PasswordChange } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { CurrentPasswordField } from './current-password-field.tsx'
import styles from './owned-list.module.css'
import { PasswordField } from './password-field.tsx'
import { ownSessionsQuery } from './session.ts'

const FIELDS = ['currentPassword', 'password'] as const
const NOTHING = { currentPassword: '', password: '' }

/** @param path whose password it is: a user's, or that of a super admin without an account */
export function ChangePassword({ path = '/password' }: { path?: '/password' | '/installation/password' }) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [typed, setTyped] = useState<PasswordChange>(NOTHING)
  const change = useAction((input: PasswordChange, key) => api.post(path, input, key), {
    onSuccess: async () => {
      setTyped(NOTHING)
      await queryClient.invalidateQueries({ queryKey: ownSessionsQuery.queryKey })
      succeeded(t('me.password.changed'))
    },
  })
  const faults = useFaults(change.error)
  return (
    <section className={styles.part}>
      <h2>{t('me.password')}</h2>
      <Form
        label={t('me.password')}
        fields={FIELDS}
        problem={change.error}
        onSubmit={() => change.mutate(typed)}
        footer={
          <Button
            type="submit"
            tone="primary"
            isBusy={change.isPending}
            disabledBecause={typed.currentPassword && typed.password ? null : t('me.password.needs-both')}
          >
            {t('me.password')}
          </Button>
        }
      >
        <CurrentPasswordField
          label={t('me.password.current')}
          name="currentPassword"
          value={typed.currentPassword}
          onChange={currentPassword => setTyped(old => ({ ...old, currentPassword }))}
          errors={faults.of('currentPassword')}
        />
        <PasswordField
          label={t('me.password.new')}
          value={typed.password}
          onChange={password => setTyped(old => ({ ...old, password }))}
          errors={faults.of('password')}
        />
      </Form>
    </section>
  )
}
