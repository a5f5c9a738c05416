import type { AuditDetail, AuditEntry } from '../../../contract/audit.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useTimes } from '../../ui/i18n/times.ts'
import { Link } from '../../ui/link.tsx'
import styles from './audit-page.module.css'

/** What an event tells beside who, whom and when. */
export function AuditDetails({ entry }: { entry: AuditEntry }) {
  const { t, ofCode } = useMessages()
  const times = useTimes()
  const { changes, importId, fileName, action, people, prefix, madeAt, to, on, reason, ...detail } =
    entry.detail as Partial<
      AuditDetail<'template.changed'> &
        AuditDetail<'person.changed'> &
        AuditDetail<'import.applied'> &
        AuditDetail<'run.started'> &
        AuditDetail<'api-key.ended'> &
        AuditDetail<'installation.restored'> &
        AuditDetail<'open-items.reassigned'> &
        AuditDetail<'person.inactivation-planned'> &
        AuditDetail<'person.promoted'> &
        AuditDetail<'company.merged'> &
        AuditDetail<'project.person-added'> &
        AuditDetail<'group.added'> &
        AuditDetail<'message-template.changed'> &
        AuditDetail<'account.suspended'>
    >
  const { template, language, version } = detail
  if (version && language)
    return t('audit.message-template', { name: ofCode('messages.of', template!), language, version })
  if (madeAt) return t('audit.restored-to', { at: times.exact(new Date(madeAt)) })
  // Elsewhere a reason is a code; here it is in somebody's own words.
  if (entry.event === 'account.suspended') return reason ?? null
  const name = detail.name ?? detail.company ?? detail.project ?? detail.group
  if (detail.into) return t('audit.merged', { company: detail.company, into: detail.into })
  if (detail.project && !changes) return [detail.project, detail.template].filter(Boolean).join(' · ')
  if (prefix) return `${name} · muster_${prefix}_…`
  if (changes) {
    const written = (field: string, value: string | null) =>
      value === null
        ? t('audit.nothing')
        : field === 'granular'
          ? value
              .split(', ')
              .map(one => ofCode(`audit.value.${field}`, one))
              .join(', ')
          : ofCode(`audit.value.${field}`, value, {}, value)
    return (
      <ul className={styles.changes}>
        {name && <li>{name}</li>}
        {changes.map(({ field, from, to }) => (
          <li key={field}>
            {t('audit.change', {
              field: ofCode('audit.field', field),
              from: written(field, from),
              to: written(field, to),
            })}
          </li>
        ))}
      </ul>
    )
  }
  if (importId) {
    return (
      <Link href={`/imports/${importId}`} look="subtle">
        {fileName ?? t('audit.by-import')}
      </Link>
    )
  }
  const what = to
    ? t('audit.reassigned-to', { to })
    : on
      ? t('audit.planned-for', { on: new Date(`${on}T12:00`) })
      : (template ?? name ?? null)
  if (!entry.runId) return what
  return (
    <>
      {what && <span>{what} · </span>}
      <Link href={`/runs/${entry.runId}`} look="subtle">
        {action && people !== undefined
          ? ofCode(`bulk.${action}`, 'title', { n: people })
          : t('audit.in-run')}
      </Link>
    </>
  )
}
