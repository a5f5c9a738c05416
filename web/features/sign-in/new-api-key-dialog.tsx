import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { NewApiKey } from '../../../contract/api-keys.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { apiKeysQuery } from './api-keys-query.ts'
import styles from './owned-list.module.css'
import { useMe } from './session.ts'

const FIELDS = ['name', 'scopes', 'days'] as const
const DAYS = [30, 90, 365, null]

type Typed = { name: string; scopes: Permission[]; days: number | null }

/** Asks what a key is for and what it may do, and then shows it, this once. */
export function NewApiKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useMessages()
  const [made, setMade] = useState<NewApiKey | null>(null)
  return (
    <Dialog title={t(made ? 'api-keys.made.title' : 'api-keys.create')} isOpen onClose={onClose}>
      {made ? <Made apiKey={made} onClose={onClose} /> : <Asking onMade={setMade} />}
    </Dialog>
  )
}

function Asking({ onMade }: { onMade: (made: NewApiKey) => void }) {
  const { t, ofCode } = useMessages()
  const { permissions } = useMe()
  const [typed, setTyped] = useState<Typed>({ name: '', scopes: ['directory.view'], days: 90 })
  const create = useAction((input: Typed, key) => api.post<NewApiKey>('/api-keys', input, key), {
    onSuccess: answer => {
      void queryClient.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
      onMade(answer)
    },
  })
  const faults = useFaults(create.error)
  const tick = (scope: Permission, isTicked: boolean) =>
    setTyped(old => ({
      ...old,
      scopes: isTicked ? [...old.scopes, scope] : old.scopes.filter(one => one !== scope),
    }))

  return (
    <Form
      label={t('api-keys.create')}
      fields={FIELDS}
      problem={create.error}
      onSubmit={() => create.mutate(typed)}
      footer={
        <Button
          type="submit"
          tone="primary"
          isBusy={create.isPending}
          disabledBecause={typed.name.trim() && typed.scopes.length ? null : t('api-keys.needs-both')}
        >
          {t('api-keys.create')}
        </Button>
      }
    >
      <TextField
        label={t('api-keys.name')}
        description={t('api-keys.name.hint')}
        name="name"
        value={typed.name}
        onChange={name => setTyped(old => ({ ...old, name }))}
        errors={faults.of('name')}
        maxLength={100}
        isRequired
        autoFocus
      />
      <fieldset className={styles.scopes}>
        <legend>{t('api-keys.scopes')}</legend>
        {permissions.map(scope => (
          <Checkbox
            key={scope}
            isSelected={typed.scopes.includes(scope)}
            onChange={isTicked => tick(scope, isTicked)}
          >
            {ofCode('permission', scope)}
          </Checkbox>
        ))}
        {faults.of('scopes').map(words => (
          <p key={words}>{words}</p>
        ))}
      </fieldset>
      <Select
        label={t('api-keys.days')}
        value={String(typed.days)}
        onChange={days => setTyped(old => ({ ...old, days: days === 'null' ? null : Number(days) }))}
        options={DAYS.map(days => ({
          value: String(days),
          label: days === null ? t('api-keys.days.never') : t('api-keys.days.choice', { days }),
        }))}
      />
    </Form>
  )
}

function Made({ apiKey, onClose }: { apiKey: NewApiKey; onClose: () => void }) {
  const { t } = useMessages()
  const [isCopied, setCopied] = useState(false)
  const copy = () => void navigator.clipboard.writeText(apiKey.key).then(() => setCopied(true))
  return (
    <div className={styles.made}>
      <Banner tone="warning">{t('api-keys.made.words')}</Banner>
      <TextField label={apiKey.name} value={apiKey.key} onChange={() => {}} rows={2} isReadOnly />
      <div className={styles.buttons}>
        {/* Without https a browser gives no page its clipboard; the key can still be marked and copied. */}
        {navigator.clipboard && (
          <Button tone="primary" icon={<IconCopy size={18} aria-hidden />} onPress={copy}>
            {t(isCopied ? 'api-keys.copied' : 'api-keys.copy')}
          </Button>
        )}
        <Button onPress={onClose}>{t('api-keys.made.done')}</Button>
      </div>
    </div>
  )
}
