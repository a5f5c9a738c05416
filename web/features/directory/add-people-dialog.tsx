import { IconCheck, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import type { ApiProblem } from '../../api-problem.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import styles from './add-people-dialog.module.css'
import { peoplePage } from './people-queries.ts'

/** People shown of those found; beyond them one goes on typing. */
const SHOWN = 8

interface AddPeopleProps {
  title: string
  /** What came of the last one picked. */
  problem?: ApiProblem | null
  onPick: (person: { id: string; name: string }) => void
  onClose: () => void
}

/** Finds active people by name, e-mail, phone or company, and takes one after the other. Who is inactive is not in it. */
export function AddPeopleDialog({ title, problem = null, onPick, onClose }: AddPeopleProps) {
  const { t } = useMessages()
  const [q, setQ] = useState('')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const faults = useFaults(problem).elsewhere([])
  const pick = (person: PersonRow) => {
    setPicked(old => new Set([...old, person.id]))
    onPick(person)
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onClose}>
          {t('picker.done')}
        </Button>
      }
    >
      {problem && (
        <ErrorState error={problem}>
          {faults.map(words => (
            <p key={words}>{words}</p>
          ))}
        </ErrorState>
      )}
      <SearchField
        label={t('picker.search')}
        placeholder={t('directory.search.people')}
        value={q}
        onSearch={setQ}
      />
      <Found kind="user" q={q} picked={picked} isRefused={problem !== null} onPick={pick} />
      <Found kind="contact" q={q} picked={picked} isRefused={problem !== null} onPick={pick} />
    </Dialog>
  )
}

interface FoundProps {
  kind: 'user' | 'contact'
  q: string
  picked: ReadonlySet<string>
  isRefused: boolean
  onPick: (person: PersonRow) => void
}

function Found({ kind, q, picked, isRefused, onPick }: FoundProps) {
  const { t } = useMessages()
  const filter = { kind, status: 'active', invitation: 'all', ...(q && { q }) } as const
  const { data, isPending } = useQuery(peoplePage(filter, { sort: 'name', cursor: undefined }))
  if (isPending) return <SkeletonRows rows={kind === 'user' ? 4 : 1} />
  const people = data?.items.slice(0, SHOWN) ?? []
  if (!people.length) return kind === 'user' && q ? <p className={styles.more}>{t('picker.nobody')}</p> : null
  return (
    <section>
      <h3>{t(kind === 'user' ? 'directory.tab.users' : 'directory.tab.contacts')}</h3>
      <ul className={styles.people}>
        {people.map(person => (
          <li key={person.id} className={styles.person}>
            <span className={styles.who}>
              {person.name}
              <span className={styles.more}>
                {[person.company?.name, person.email ?? person.phone].filter(Boolean).join(' · ')}
              </span>
            </span>
            {picked.has(person.id) && !isRefused ? (
              <span className={styles.picked}>
                <IconCheck size={16} aria-hidden />
                {t('picker.added')}
              </span>
            ) : (
              <Button
                size="small"
                icon={<IconPlus size={16} aria-hidden />}
                label={t('picker.add', { name: person.name })}
                onPress={() => onPick(person)}
              />
            )}
          </li>
        ))}
      </ul>
      {(data?.items.length ?? 0) > SHOWN && <p className={styles.more}>{t('picker.more')}</p>}
    </section>
  )
}
