import type { OpenItemCounts, OpenItemsOfSelection } from '../../../contract/open-items.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import styles from './open-items.module.css'

/** What waits for people: together by tool and role, and one by one for whoever wants to look. */
export function OpenItemsOfPeople({ counted }: { counted: OpenItemsOfSelection | null }) {
  const { t } = useMessages()
  if (!counted) return null
  if (counted.total === 0) return <p className={styles.muted}>{t('open-items.none-of-these')}</p>
  const hidden = counted.people - counted.items.length
  return (
    <>
      <p>{t('open-items.of-these', { n: counted.total, people: counted.people })}</p>
      <InRoles roles={counted.roles} />
      <details className={styles.people}>
        <summary>{t('open-items.person-by-person')}</summary>
        <ul>
          {counted.items.map(({ person, roles }) => (
            <li key={person.id}>
              <strong>{person.name}</strong> <InRoles roles={roles} />
            </li>
          ))}
          {hidden > 0 && <li>{t('open-items.and-more-people', { n: hidden })}</li>}
        </ul>
      </details>
    </>
  )
}

/** Counts by tool and role, in words. */
export function InRoles({ roles }: Pick<OpenItemCounts, 'roles'>) {
  const { t, ofCode, number } = useMessages()
  return (
    <ul className={styles.roles}>
      {roles.map(({ tool, role, count }) => (
        <li key={`${tool} ${role}`}>
          {t(`open-item.tool.${tool}`)} · {ofCode('open-item.role', role)} <b>{number(count)}</b>
        </li>
      ))}
    </ul>
  )
}
