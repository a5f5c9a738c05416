import type { UseQueryResult } from '@tanstack/react-query'
import { ListError } from './list-error.tsx'
import { DataTable, type DataTableProps } from './ui/data-table/data-table.tsx'

interface ListTableProps<Item extends { id: string }>
  extends Omit<DataTableProps<Item>, 'isLoading' | 'isStale'> {
  page: UseQueryResult<unknown>
}

/** A page of a list, or why it is not shown. */
export function ListTable<Item extends { id: string }>({ page, ...table }: ListTableProps<Item>) {
  if (page.isError) return <ListError error={page.error} onRetry={() => void page.refetch()} />
  return <DataTable {...table} isLoading={page.isPending} isStale={page.isPlaceholderData} />
}
