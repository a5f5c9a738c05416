import { useQuery } from '@tanstack/react-query'
import { bulkActionOffers } from '../bulk/bulk-queries.ts'
import { DIRECTORY_TABS, type DirectoryTab } from './directory-tabs.ts'

/** Whether there is anything to do with people ticked on a tab; the Users tab also shows what one may not. */
export function useMayTick(tab: DirectoryTab): boolean {
  const { data: offers } = useQuery(bulkActionOffers)
  const { kind, status } = DIRECTORY_TABS[tab]
  if (tab === 'users') return true
  return (offers?.items ?? []).some(
    ({ subject, actsOn, whyNot }) => subject === kind && actsOn === status && whyNot === null,
  )
}
