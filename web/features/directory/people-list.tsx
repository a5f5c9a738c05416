import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PersonRow } from '../../../contract/people.ts'
import { useMayTick } from '../bulk/use-offers.ts'
import { usePressOne } from '../bulk/use-press-one.tsx'
import { PrequalifyHint } from '../prequalification/prequalify-hint.tsx'
import { PEOPLE_TABS, type PeopleTab } from './directory-tabs.ts'
import { MergedHint } from './merged-hint.tsx'
import { NobodyHere } from './nobody-here.tsx'
import { usePeopleColumns } from './people-columns.tsx'
import { PeopleFilters } from './people-filters.tsx'
import styles from './people-list.module.css'
import { peopleCounts, peoplePage } from './people-queries.ts'
import { filterOf, NO_FILTER, peopleSortOf } from './people-search.ts'
import { layoutFor, PeopleTable } from './people-table.tsx'
import { PeopleToolbar, usePeopleShown } from './people-toolbar.tsx'
import { untilArrived, useArrivals } from './use-arrivals.ts'
import { useInvitationSteps } from './use-invitation-steps.tsx'
import { useInviteAtOnce } from './use-invite-at-once.tsx'
import { useTabSearch } from './use-tab-search.ts'

const NOBODY: readonly PersonRow[] = []

/** A tab of people of the company's directory. */
export function PeopleList({ tab }: { tab: PeopleTab }) {
  const [search, change] = useTabSearch()
  const filter = useMemo(() => filterOf(tab, search), [tab, search])
  const page = useQuery({
    ...peoplePage(filter, { sort: peopleSortOf(search), cursor: search.cursor }),
    refetchInterval: ({ state }) => untilArrived(state.data?.items ?? NOBODY),
  })
  useArrivals(page.data?.items ?? NOBODY)
  const counts = useQuery(peopleCounts(filter))
  const { kind, status } = PEOPLE_TABS[tab]
  const mayTick = useMayTick(kind, status)
  const invite = useInviteAtOnce()
  const [takeStep, stepWindow] = useInvitationSteps()
  const [press, pressed] = usePressOne()
  const isUsers = tab === 'users'
  const shown = usePeopleShown(tab, search)
  const columns = usePeopleColumns<PersonRow>(tab, shown, invite, takeStep, press)
  const anyone = page.data?.items[0]

  return (
    <div className={layoutFor(columns)}>
      <PeopleFilters {...{ tab, filter, search, anyone }} counts={counts.data} onChange={change} />
      <div className={styles.people}>
        {isUsers && search.task === 'prequalify' && (
          <PrequalifyHint onDismiss={() => change({ task: undefined })} />
        )}
        {search.company && <MergedHint asked={search.company} anyone={anyone} />}
        <PeopleToolbar {...{ tab, search, filter, shown }} onChange={change} />
        {pressed}
        {stepWindow}
        <PeopleTable
          {...{ tab, search, filter, page, columns, mayTick }}
          list={`${tab} ${search.group ?? ''}`}
          total={counts.data?.total}
          onChange={change}
          onRowLetter={{
            i: row => {
              const { action, whyNot } = row.invitation.button
              if (isUsers && action && !whyNot) void invite(row)
            },
          }}
          empty={<NobodyHere tab={tab} search={search} onClear={() => change(NO_FILTER)} />}
        />
      </div>
    </div>
  )
}
