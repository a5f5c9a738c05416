import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  PermissionTemplate,
  TemplateInput,
  TemplatePreview,
} from '../../../contract/permission-templates.ts'
import type { Permission } from '../../../contract/permissions.ts'
import { api } from '../../api.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import styles from './template-page.module.css'

/** What the template lets people do now, and what the change in the form would give them and take from them. */
export function TemplateEffect({ template, input }: { template: PermissionTemplate; input: TemplateInput }) {
  const { t } = useMessages()
  const { directoryLevel, prequalificationsLevel, reportsLevel, adminLevel, granular } = input
  const edit = { directoryLevel, prequalificationsLevel, reportsLevel, adminLevel, granular }
  const preview = useQuery({
    queryKey: ['permission-templates', template.id, 'preview', edit],
    queryFn: () => api.post<TemplatePreview>(`/permission-templates/${template.id}/preview`, edit),
    placeholderData: keepPreviousData,
  })
  const { gains = [], loses = [], users = template.users } = preview.data ?? {}
  const isChange = gains.length + loses.length > 0
  return (
    <section className={styles.effect} aria-live="polite">
      {isChange ? (
        <>
          <p>{t('templates.affects', { n: users })}</p>
          <Listed title={t('templates.gains')} permissions={gains} />
          <Listed title={t('templates.loses')} permissions={loses} />
        </>
      ) : (
        <Listed title={t('templates.lets')} permissions={template.permissions} />
      )}
    </section>
  )
}

function Listed({ title, permissions }: { title: string; permissions: readonly Permission[] }) {
  const { ofCode } = useMessages()
  if (!permissions.length) return null
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {permissions.map(permission => (
          <li key={permission}>{ofCode('permission', permission)}</li>
        ))}
      </ul>
    </>
  )
}
