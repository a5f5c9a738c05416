import { useBlocker } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from './ui/button.tsx'
import { Dialog } from './ui/dialog.tsx'

interface LeaveGuardProps {
  /** Whether something would be thrown away by going to another page. */
  isHeld: () => boolean
  /** The same for closing the page or loading it anew; then the browser asks in its own words. */
  isHeldByBrowser: () => boolean
  title: string
  go: string
  stay: string
  children: ReactNode
}

/** Asks before what was typed is thrown away by leaving its page. */
export function LeaveGuard({ isHeld, isHeldByBrowser, title, go, stay, children }: LeaveGuardProps) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isHeld(),
    enableBeforeUnload: isHeldByBrowser,
    withResolver: true,
  })
  if (leaving.status !== 'blocked') return null
  return (
    <Dialog
      title={title}
      isOpen
      onClose={leaving.reset}
      footer={
        <>
          <Button onPress={leaving.proceed}>{go}</Button>
          <Button tone="primary" onPress={leaving.reset}>
            {stay}
          </Button>
        </>
      }
    >
      <p>{children}</p>
    </Dialog>
  )
}
