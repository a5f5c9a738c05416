import { IconBuilding, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { OperatedAccount } from '../../../contract/installation.ts'
import { CursorPages } from '../../list-pages.tsx'
import { ListTable } from '../../list-table.tsx'
import type { DataColumn } from '../../ui/data-table/types.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { AccountState } from './account-state.tsx'
import { MissingThings } from './missing-things.tsx'
import styles from './panel.module.css'
import { accountsQuery } from './panel-queries.ts'

const NOTHING: readonly OperatedAccount[] = []

/** Every account: its state and counts, and nobody in it. */
export function AccountsPage() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const search = useSearch({ from: '/panel/installation/accounts' })
  const accounts = useQuery({ ...accountsQuery(search), placeholderData: old => old })
  const columns = useColumns()
  const rows = accounts.data?.items ?? NOTHING
  const filter = (change: { q?: string | undefined; state?: string | undefined }) =>
    void navigate({
      to: '/installation/accounts',
      search: { q: search.q, state: search.state, ...change },
      replace: true,
    })
  const isFiltered = Boolean(search.q || search.state)
  const make = (
    <Link href="/installation/accounts/new" look="primary" icon={<IconPlus size={18} aria-hidden />}>
      {t('installation.new-account')}
    </Link>
  )

  return (
    <>
      <PageHeader title={t('installation.accounts')} actions={make} />
      <MissingThings />
      <div className={styles.filters}>
        <SearchField
          label={t('installation.accounts.search')}
          placeholder={t('installation.accounts.search')}
          value={search.q ?? ''}
          onSearch={q => filter({ q: q || undefined })}
        />
        <Select
          label={t('installation.state')}
          value={search.state ?? ''}
          options={[
            { value: '', label: t('installation.state.all') },
            { value: 'active', label: t('installation.state.active') },
            { value: 'suspended', label: t('installation.state.suspended') },
          ]}
          onChange={state => filter({ state: state || undefined })}
        />
      </div>
      <ListTable
        page={accounts}
        label={t('installation.accounts')}
        columns={columns}
        rows={rows}
        nameOf={account => account.name}
        empty={
          <EmptyState
            icon={<IconBuilding size={32} aria-hidden />}
            title={t(isFiltered ? 'installation.accounts.no-match' : 'installation.accounts.empty')}
            action={
              isFiltered ? (
                <Link href="/installation/accounts" look="button">
                  {t('installation.accounts.show-all')}
                </Link>
              ) : (
                make
              )
            }
          >
            {!isFiltered && t('installation.accounts.empty.words')}
          </EmptyState>
        }
      />
      <CursorPages
        label={t('installation.accounts.pages')}
        cursor={search.cursor}
        rows={rows.length}
        next={accounts.data?.next}
        onNext={cursor => void navigate({ to: '/installation/accounts', search: { ...search, cursor } })}
      />
    </>
  )
}

function useColumns(): DataColumn<OperatedAccount>[] {
  const { t, ofCode, number } = useMessages()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('installation.account.name'),
        width: 'minmax(0, 2fr)',
        isRowHeader: true,
        card: 'name',
        cell: account => (
          <Link href={`/installation/accounts/${account.id}`} look="subtle">
            {account.name}
          </Link>
        ),
      },
      {
        id: 'state',
        label: t('installation.state'),
        width: 'minmax(0, 1.2fr)',
        card: 'state',
        cell: account => <AccountState account={account} />,
      },
      ...(['active', 'joined', 'invited'] as const).map(count => ({
        id: count,
        label: ofCode('installation.users', count),
        width: 'minmax(0, 0.8fr)',
        cell: ({ users }: OperatedAccount) => number(users[count]),
      })),
      {
        id: 'sending',
        label: t('installation.sending.waiting'),
        width: 'minmax(0, 0.8fr)',
        cell: ({ sending }) => number(sending.waiting + sending.inHand),
      },
    ],
    [t, ofCode, number],
  )
}
