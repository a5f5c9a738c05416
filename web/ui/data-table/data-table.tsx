import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type ReactNode, useMemo, useRef } from 'react'
import { Cell, Column, Row, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components'
import { Checkbox } from '../checkbox.tsx'
import { classNames } from '../class-names.ts'
import { SkeletonRows } from '../skeleton.tsx'
import { useKeptFocus } from '../use-kept-focus.ts'
import { ColumnFilters } from './column-filters.tsx'
import styles from './data-table.module.css'
import type { ColumnFilter, DataColumn, PageSelection } from './types.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelectedKeys } from './use-selected-keys.ts'

export interface DataTableProps<Item extends { id: string }> {
  label: string
  /** Kept the same from one drawing to the next: where they change, every cell is drawn again. */
  columns: DataColumn<Item>[]
  /** Fields over the columns, by the column's id. */
  filters?: Record<string, ColumnFilter>
  rows: readonly Item[]
  /** What a row is called when it is announced or found by typing. */
  nameOf: (item: Item) => string
  /** Rows that stand together under a heading; they come in its order. */
  groupOf?: ((item: Item) => string) | undefined
  selection?: PageSelection
  sort?: { column: string; isDescending: boolean }
  onSort?: (column: string, isDescending: boolean) => void
  /** Letters that act on the focused row, beside Space and the arrow keys. */
  onRowLetter?: Record<string, (item: Item) => void>
  isLoading?: boolean
  /** The rows shown are the last ones while the next are on their way. */
  isStale?: boolean
  empty: ReactNode
}

/** Its track; a list of many columns says how narrow they may become. */
const widthOf = ({ width, isRowHeader }: { width: string; isRowHeader?: boolean }) =>
  width.replace('minmax(0,', `minmax(var(${isRowHeader ? '--least-name' : '--least-column'}, 0px),`)

/** A grid of one page of rows; below 800 px each row is a card with the same tick, name, state and action. */
export function DataTable<Item extends { id: string }>(props: DataTableProps<Item>) {
  const { label, columns, filters, rows, selection, sort, onSort, groupOf } = props
  const hasTicks = Boolean(selection)
  const template = useMemo(
    () => [hasTicks ? '44px' : '', ...columns.map(widthOf)].join(' '),
    [columns, hasTicks],
  )
  const selectedKeys = useSelectedKeys(selection)
  const onKeyDownCapture = useRowKeys(rows, hasTicks, props.onRowLetter)
  const headings = useMemo(() => headingsOf(rows, groupOf), [rows, groupOf])
  const frame = useRef<HTMLDivElement>(null)
  const keptFocus = useKeptFocus(frame, focused => {
    const key = focused.closest<HTMLElement>('[role=row]')?.dataset.key
    return () =>
      frame.current?.querySelector<HTMLElement>(key ? `[data-key="${CSS.escape(key)}"]` : '[role=grid]')
  })

  return (
    <div
      ref={frame}
      {...keptFocus}
      className={classNames(
        styles.frame,
        filters && styles.filtered,
        selection && styles.ticked,
        props.isStale && styles.stale,
      )}
      style={{ '--columns': template } as React.CSSProperties}
      onKeyDownCapture={onKeyDownCapture}
    >
      {filters && <ColumnFilters columns={columns} filters={filters} hasTicks={Boolean(selection)} />}
      <Table
        className={styles.table!}
        aria-label={label}
        aria-busy={props.isLoading || props.isStale || false}
        selectionMode={selection ? 'multiple' : 'none'}
        escapeKeyBehavior="none"
        {...selectedKeys}
        {...(sort && { sortDescriptor: asDescriptor(sort) })}
        onSortChange={next => onSort?.(String(next.column), next.direction === 'descending')}
      >
        <TableHeader className={styles.header!}>
          {selection && (
            <Column id="tick" className={styles.tick!}>
              <Checkbox slot="selection" />
            </Column>
          )}
          {columns.map(column => (
            <Column
              key={column.id}
              id={column.id}
              isRowHeader={column.isRowHeader ?? false}
              allowsSorting={column.isSortable ?? false}
              textValue={column.label}
              className={styles.column!}
            >
              {({ sortDirection }) => (
                <span className={column.isLabelHidden ? 'visually-hidden' : styles.heading}>
                  {column.label}
                  {sortDirection === 'ascending' && <IconArrowUp size={14} aria-hidden />}
                  {sortDirection === 'descending' && <IconArrowDown size={14} aria-hidden />}
                </span>
              )}
            </Column>
          ))}
        </TableHeader>
        <TableBody
          className={styles.body!}
          items={props.isLoading ? [] : rows}
          dependencies={[columns, headings]}
          renderEmptyState={() => (props.isLoading ? <SkeletonRows /> : props.empty)}
        >
          {item => (
            <Row
              id={item.id}
              textValue={props.nameOf(item)}
              className={styles.row!}
              {...(headings.has(item.id) && { 'data-group': headings.get(item.id) })}
            >
              {selection && (
                <Cell className={classNames(styles.cell, styles.tick)}>
                  <Checkbox slot="selection" />
                </Cell>
              )}
              {columns.map(column => (
                <Cell
                  key={column.id}
                  className={classNames(
                    styles.cell,
                    styles[column.card ?? 'detail'],
                    column.wraps && styles.wraps,
                  )}
                  {...(column.isLabelledOnCard && { 'data-label': column.label })}
                >
                  {column.cell(item)}
                </Cell>
              ))}
            </Row>
          )}
        </TableBody>
      </Table>
    </div>
  )
}

/** The heading over each row that begins a group. */
function headingsOf<Item extends { id: string }>(
  rows: readonly Item[],
  groupOf: ((item: Item) => string) | undefined,
): Map<string, string> {
  const headings = new Map<string, string>()
  let last: string | undefined
  for (const row of groupOf ? rows : []) {
    const group = groupOf!(row)
    if (group !== last) headings.set(row.id, group)
    last = group
  }
  return headings
}

const asDescriptor = ({
  column,
  isDescending,
}: {
  column: string
  isDescending: boolean
}): SortDescriptor => ({
  column,
  direction: isDescending ? 'descending' : 'ascending',
})
