import { useEffect, useState } from 'react'
import { Focusable, TooltipTrigger } from 'react-aria-components'
import { useTimes } from './i18n/times.ts'
import { Tooltip } from './tooltip.tsx'

const MINUTE_MS = 60_000

/** "3 minutes ago"; the exact time, in the viewer's zone, on hover and focus. */
export function RelativeTime({ at }: { at: Date | string }) {
  const times = useTimes()
  const [, setMinute] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setMinute(minute => minute + 1), MINUTE_MS)
    return () => clearInterval(timer)
  }, [])

  const date = typeof at === 'string' ? new Date(at) : at
  return (
    <TooltipTrigger delay={300} closeDelay={0}>
      <Focusable>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable by keyboard too. */}
        <time dateTime={date.toISOString()} tabIndex={0}>
          {times.ago(date)}
        </time>
      </Focusable>
      <Tooltip>{times.exact(date)}</Tooltip>
    </TooltipTrigger>
  )
}
