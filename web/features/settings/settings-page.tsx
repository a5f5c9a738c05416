import type { SettingsAnswer, SettingsEdit } from '../../../contract/settings.ts'
import { api } from '../../api.ts'
import { ChangesForm } from '../../changes-form.tsx'
import { queryClient } from '../../query-client.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { meQuery, useMay, useWhyNot } from '../sign-in/session.ts'
import { SettingsFields } from './settings-fields.tsx'
import { asTyped, changesTyped } from './settings-form.ts'
import styles from './settings-page.module.css'
import { settingsQuery } from './settings-query.ts'

/** What an account's admins decide for it. */
export function SettingsPage() {
  const { t } = useMessages()
  const may = useMay()
  const whyNot = useWhyNot()
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('settings.title')}
        actions={
          <Link href="/templates" look="button" disabledBecause={whyNot.without('permissions.edit')}>
            {t('nav.templates')}
          </Link>
        }
      />
      <ChangesForm
        label={t('settings.title')}
        query={settingsQuery}
        asTyped={asTyped}
        changesTyped={changesTyped}
        save={(edit: SettingsEdit, { version }) => api.patch<SettingsAnswer>('/settings', edit, version)}
        saved={t('settings.saved')}
        onSaved={() => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey })}
        disabledBecause={whyNot.without('settings.change')}
      >
        {typed => <SettingsFields {...typed} />}
      </ChangesForm>
      <section className={styles.more}>
        <h2>
          <Link href="/settings/messages">{t('settings.messages')}</Link>
        </h2>
        <p>{t('settings.messages.words')}</p>
      </section>
      <section className={styles.more}>
        <h2>
          <Link href="/settings/not-written-to">{t('settings.suppressions')}</Link>
        </h2>
        <p>{t('settings.suppressions.words')}</p>
      </section>
      {may('api-keys.manage') && (
        <section className={styles.more}>
          <h2>
            <Link href="/settings/api-keys">{t('settings.api-keys')}</Link>
          </h2>
          <p>{t('settings.api-keys.words')}</p>
        </section>
      )}
    </div>
  )
}
