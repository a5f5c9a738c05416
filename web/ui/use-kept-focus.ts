import { type FocusEvent, type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps the focus inside when what had it goes away, as a button does that has done its work: else a person without a
 * mouse would have to begin at the top of the page again.
 *
 * @param heirOf asked of whatever takes the focus; the answer finds what is to have it if that goes away
 */
export function useKeptFocus(
  within: RefObject<HTMLElement | null>,
  heirOf: (focused: HTMLElement) => () => HTMLElement | null | undefined,
) {
  const last = useRef<{ element: HTMLElement; heir: () => HTMLElement | null | undefined } | null>(null)

  useEffect(() => {
    if (!last.current || last.current.element.isConnected || document.activeElement !== document.body) return
    const { heir } = last.current
    last.current = null
    heir()?.focus({ preventScroll: true })
  })

  return {
    onFocus: (event: FocusEvent) => {
      const element = event.target as HTMLElement
      last.current = { element, heir: heirOf(element) }
    },
    onBlur: (event: FocusEvent) => {
      // What is removed gives the focus to nobody.
      if (event.relatedTarget && !within.current?.contains(event.relatedTarget)) last.current = null
    },
  }
}
