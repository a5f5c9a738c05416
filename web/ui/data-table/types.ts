import type { ReactNode } from 'react'

export interface DataColumn<Item> {
  id: string
  label: string
  /** A CSS grid track, such as `minmax(0, 2fr)`. */
  width: string
  cell: (item: Item) => ReactNode
  isRowHeader?: boolean
  isSortable?: boolean
  /** The label is read out and not shown, as over buttons. */
  isLabelHidden?: boolean
  /** What does not fit goes on in the next line instead of being cut off. */
  wraps?: boolean
  /** Where it stands on a card; `detail` below the name by default. One `action` stands beside the name, several below all else. */
  card?: 'name' | 'detail' | 'state' | 'action' | 'actions'
  /** Says on a card, where no heading stands over it, what it is: a bare number. */
  isLabelledOnCard?: boolean
}

/** Apart from the columns: a filter changes with every letter, and must not draw all cells again. */
export interface ColumnFilter {
  label: string
  value: string
  onChange: (value: string) => void
}

/** The ticks of the page that is shown. What is ticked on other pages is the caller's to keep. */
export interface PageSelection {
  ticked: 'all' | Set<string>
  onChange: (ticked: 'all' | Set<string>) => void
}
