import { useRouter } from '@tanstack/react-router'
import { Pagination } from './ui/pagination.tsx'

/** Rows of a page. */
export const PAGE_ROWS = 50

interface ListPagesProps {
  /** What the pages are pages of. */
  label: string
  /** Rows before this page. */
  from: number | undefined
  rows: number
  total?: number | undefined
  /** Where the following page begins; null on the last. */
  next: string | null | undefined
  onTurn: (to: { cursor: string; from: number }) => void
}

/** The pages of a list whose place is in the address; nothing where all of it is on one page. */
export function ListPages({ label, from = 0, rows, total, next, onTurn }: ListPagesProps) {
  const { history } = useRouter()
  if (!next && from === 0) return null
  return (
    <Pagination
      label={label}
      shown={{ from: from + 1, to: from + rows, of: total }}
      onPrevious={from > 0 ? () => history.back() : null}
      onNext={next ? () => onTurn({ cursor: next, from: from + PAGE_ROWS }) : null}
    />
  )
}

interface CursorPagesProps {
  label: string
  /** Where this page begins; nothing on the first. */
  cursor: string | undefined
  rows: number
  total?: number | undefined
  next: string | null | undefined
  onNext: (cursor: string) => void
}

/** The pages of a list whose place in the address is a cursor alone; nothing where all of it is on one page. */
export function CursorPages({ label, cursor, rows, total, next, onNext }: CursorPagesProps) {
  const { history } = useRouter()
  if (!next && !cursor) return null
  return (
    <Pagination
      label={label}
      shown={{ from: 1, to: rows, of: total }}
      onPrevious={cursor ? () => history.back() : null}
      onNext={next ? () => onNext(next) : null}
    />
  )
}
