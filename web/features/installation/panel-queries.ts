import { queryOptions } from '@tanstack/react-query'
import type { DeliverySettings, Diagnosis } from '../../../contract/delivery-settings.ts'
import type {
  InstallationOverview,
  OperatedAccount,
  QueueHealth,
  RecordReport,
} from '../../../contract/installation.ts'
import type { InstallationEntry } from '../../../contract/installation-events.ts'
import type { InstallationSettingsAnswer } from '../../../contract/installation-settings.ts'
import type { Page } from '../../../contract/paging.ts'
import type { SuperAdminSession, SuperAdmins } from '../../../contract/super-admins.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'

/** Everything of the panel, so that one act makes all of it ask anew. */
const PANEL = 'installation'

export const askAnew = () => queryClient.invalidateQueries({ queryKey: [PANEL] })

const of = <T>(path: string, query: Record<string, string | number | undefined> = {}) =>
  queryOptions({
    queryKey: [PANEL, path, query],
    queryFn: ({ signal }) => api.get<T>(`/installation${path}`, query, signal),
  })

export const panelSessionQuery = { ...of<SuperAdminSession>('/session'), staleTime: 60_000 }
export const overviewQuery = of<InstallationOverview>('')
export const installationSettingsQuery = of<InstallationSettingsAnswer>('/settings')
export const deliveryQuery = of<DeliverySettings>('/delivery')
/** Goes out to other machines: asked only when somebody wants to know. */
export const diagnosisQuery = { ...of<Diagnosis>('/delivery/diagnosis'), gcTime: 0, staleTime: 60_000 }
export const superAdminsQuery = of<SuperAdmins>('/super-admins')
export const recordReportQuery = of<RecordReport>('/events/report')
/** Asked again by itself: whoever looks at a queue waits for it to move. */
export const queueQuery = { ...of<QueueHealth>('/queue'), refetchInterval: 5_000 }

/** What the address of the page carries. */
export type AccountsSearch = {
  q?: string | undefined
  state?: string | undefined
  cursor?: string | undefined
}
export const accountsQuery = (search: AccountsSearch) =>
  of<Page<OperatedAccount>>('/accounts', { ...search, limit: 50 })
export const accountQuery = (id: string) => of<OperatedAccount>(`/accounts/${id}`)
export const recordQuery = (cursor: string | undefined) =>
  of<Page<InstallationEntry>>('/events', { cursor, limit: 50 })
