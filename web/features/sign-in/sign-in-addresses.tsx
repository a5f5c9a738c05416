import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewSignInAddress, SignInAddress } from '../../../contract/session.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { CurrentPasswordField } from './current-password-field.tsx'
import styles from './owned-list.module.css'
import { signInAddressesQuery } from './session.ts'

/** What somebody signs in with besides their user name, and how another address is added. */
export function SignInAddresses() {
  const { t } = useMessages()
  const own = useQuery(signInAddressesQuery)
  return (
    <section className={styles.part}>
      <h2>{t('me.addresses')}</h2>
      <p className={styles.muted}>{t('me.addresses.words')}</p>
      {own.isPending && <SkeletonText lines={2} />}
      {own.isError && <ErrorState error={own.error} onRetry={() => void own.refetch()} />}
      {own.data && own.data.items.length > 0 && (
        <ul className={styles.list} aria-label={t('me.addresses')}>
          {own.data.items.map(one => (
            <Address key={one.id} {...one} />
          ))}
        </ul>
      )}
      <AddAddress />
    </section>
  )
}

function Address({ id, address }: SignInAddress) {
  const { t } = useMessages()
  const remove = useAction(() => api.delete(`/sign-in-addresses/${id}`), {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: signInAddressesQuery.queryKey }),
  })
  return (
    <li>
      <div className={styles.words}>
        <p>{address}</p>
        {remove.error && <ErrorState error={remove.error} />}
      </div>
      <Button
        label={t('me.addresses.remove.label', { address })}
        isBusy={remove.isPending}
        onPress={() => remove.mutate(undefined)}
      >
        {t('me.addresses.remove')}
      </Button>
    </li>
  )
}

const FIELDS = ['address', 'currentPassword'] as const
const NOTHING = { address: '', currentPassword: '' }

function AddAddress() {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const [typed, setTyped] = useState<NewSignInAddress>(NOTHING)
  const ask = useAction((input: NewSignInAddress, key) => api.post('/sign-in-addresses', input, key), {
    onSuccess: (_, { address }) => {
      setTyped(NOTHING)
      succeeded(t('me.addresses.asked', { address }))
    },
  })
  const faults = useFaults(ask.error)
  return (
    <Form
      label={t('me.addresses.add')}
      fields={FIELDS}
      problem={ask.error}
      onSubmit={() => ask.mutate(typed)}
      footer={
        <Button
          type="submit"
          isBusy={ask.isPending}
          disabledBecause={typed.address && typed.currentPassword ? null : t('me.addresses.needs-both')}
        >
          {t('me.addresses.add')}
        </Button>
      }
    >
      <TextField
        label={t('me.addresses.address')}
        name="address"
        autoComplete="off"
        value={typed.address}
        onChange={address => setTyped(old => ({ ...old, address }))}
        errors={faults.of('address')}
        isRequired
      />
      <CurrentPasswordField
        label={t('me.password.current')}
        name="addressPassword"
        value={typed.currentPassword}
        onChange={currentPassword => setTyped(old => ({ ...old, currentPassword }))}
        errors={faults.of('currentPassword')}
      />
    </Form>
  )
}
