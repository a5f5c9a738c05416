import type { KeyboardEvent } from 'react'

/**
 * Letters act on the row that has the focus: `x` ticks it, others as given. Caught on the way down, before the grid
 * takes the letter for the start of a name.
 */
export function useRowKeys<Item extends { id: string }>(
  rows: readonly Item[],
  hasTicks: boolean,
  letters: Record<string, (item: Item) => void> = {},
) {
  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea')) return
    const row = target.closest<HTMLElement>('[role=row]')
    const item = rows.find(({ id }) => id === row?.dataset.key)
    if (!row || !item) return

    const act = event.key === 'x' && hasTicks ? () => pressSpace(row) : letters[event.key]
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act(item)
  }
}

/** As Space, so that a range begins at this row just the same. */
function pressSpace(row: HTMLElement): void {
  for (const type of ['keydown', 'keyup']) {
    row.dispatchEvent(new KeyboardEvent(type, { key: ' ', code: 'Space', bubbles: true, cancelable: true }))
  }
}
