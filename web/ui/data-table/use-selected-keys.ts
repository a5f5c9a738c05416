import { useRef } from 'react'
import type { Key, Selection } from 'react-aria-components'
import type { PageSelection } from './types.ts'

/**
 * The ticks as the grid wants them. The grid's own set also remembers where a range began: while its members are those
 * that are ticked, it is given back as it came, else Shift would select one row instead of a range.
 */
export function useSelectedKeys(selection: PageSelection | undefined) {
  const own = useRef<Selection | null>(null)
  const ticked = selection?.ticked ?? new Set<string>()
  return {
    selectedKeys: own.current && isSame(own.current, ticked) ? own.current : ticked,
    onSelectionChange: (keys: Selection) => {
      own.current = keys
      selection?.onChange(keys === 'all' ? 'all' : new Set([...keys].map(String)))
    },
  }
}

const isSame = (a: Selection, b: 'all' | ReadonlySet<Key>): boolean =>
  a === 'all' || b === 'all' ? a === b : a.size === b.size && a.isSubsetOf(b)
