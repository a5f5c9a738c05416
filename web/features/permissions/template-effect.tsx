import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type {
  PermissionTemplate,
  TemplateGrants,
  TemplateInput,
  TemplatePreview,
} from '../../../contract/permission-templates.ts'
import type { TemplateGrant } from '../../../contract/permissions.ts'
import { api } from '../../api.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import styles from './template-page.module.css'
import { TemplateUsers } from './template-users.tsx'

interface TemplateEffectProps {
  template: PermissionTemplate | null
  input: TemplateInput
}

/** What the template lets people do, and what the change in the form would give them and take from them. */
export function TemplateEffect({ template, input }: TemplateEffectProps) {
  return template ? <Change template={template} input={input} /> : <Granted input={input} />
}

const levelsOf = ({
  directoryLevel,
  prequalificationsLevel,
  reportsLevel,
  adminLevel,
  granular,
}: TemplateInput) => ({ directoryLevel, prequalificationsLevel, reportsLevel, adminLevel, granular })

function Granted({ input }: { input: TemplateInput }) {
  const { t } = useMessages()
  const asked = { scope: input.scope, ...levelsOf(input) }
  const grants = useQuery({
    queryKey: ['permission-templates', 'new', asked],
    queryFn: () => api.post<TemplateGrants>('/permission-templates/preview', asked),
    placeholderData: keepPreviousData,
  })
  return (
    <section className={styles.effect} aria-live="polite">
      <Listed title={t('templates.lets')} permissions={grants.data?.permissions ?? []} />
      {grants.data?.permissions.length === 0 && <p>{t('templates.lets-nothing')}</p>}
    </section>
  )
}

function Change({ template, input }: { template: PermissionTemplate; input: TemplateInput }) {
  const { t } = useMessages()
  const levels = levelsOf(input)
  const preview = useQuery({
    queryKey: ['permission-templates', template.id, 'preview', template.version, levels],
    queryFn: () => api.post<TemplatePreview>(`/permission-templates/${template.id}/preview`, levels),
    placeholderData: keepPreviousData,
  })
  const { gains = [], loses = [], users = template.users } = preview.data ?? {}
  const ofProjects = template.scope === 'project'
  const isChange = gains.length + loses.length > 0
  return (
    <section className={styles.effect} aria-live="polite">
      {isChange ? (
        <>
          <p>{t(ofProjects ? 'templates.affects.project' : 'templates.affects', { n: users })}</p>
          <Listed title={t('templates.gains')} permissions={gains} />
          <Listed title={t('templates.loses')} permissions={loses} />
        </>
      ) : (
        <>
          <Listed title={t('templates.lets')} permissions={template.permissions} />
          {template.permissions.length === 0 && <p>{t('templates.lets-nothing')}</p>}
          <p>{t(ofProjects ? 'templates.members' : 'templates.users', { n: users })}</p>
        </>
      )}
      {users > 0 && <TemplateUsers template={template} />}
    </section>
  )
}

function Listed({ title, permissions }: { title: string; permissions: readonly TemplateGrant[] }) {
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
