import { type ReactNode, Suspense, useCallback, useState } from 'react'
import type { BulkActionName } from '../../../contract/bulk-actions.ts'
import { ReviewDialog } from './lazy-review-dialog.ts'

/** @param told what the action is told in this place */
export type PressOne = (action: BulkActionName, id: string, told?: Record<string, unknown>) => void

/** Opens the window of an action for one thing alone: the same one as for many. The window stands outside of the list. */
export function usePressOne(): [press: PressOne, window: ReactNode] {
  const [pressed, setPressed] = useState<Parameters<PressOne> | null>(null)
  const press = useCallback<PressOne>((...args) => setPressed(args), [])
  const close = () => setPressed(null)
  if (!pressed) return [press, null]
  const [action, id, told] = pressed
  return [
    press,
    <Suspense key={id} fallback={null}>
      <ReviewDialog
        action={action}
        selection={{ ids: [id] }}
        {...(told && { told })}
        onRemove={close}
        onClose={close}
        onStarted={close}
      />
    </Suspense>,
  ]
}
