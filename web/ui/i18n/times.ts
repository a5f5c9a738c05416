import { useMemo } from 'react'
import { useMessages } from './messages.tsx'

const SECOND = 1000
/** From this many milliseconds on, this unit is used. */
const UNITS: [number, Intl.RelativeTimeFormatUnit][] = [
  [365 * 24 * 3600 * SECOND, 'year'],
  [30 * 24 * 3600 * SECOND, 'month'],
  [24 * 3600 * SECOND, 'day'],
  [3600 * SECOND, 'hour'],
  [60 * SECOND, 'minute'],
]

/** Times in words, in the viewer's language and time zone. */
export function useTimes() {
  const { locale } = useMessages()
  return useMemo(() => {
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
    const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' })
    const short = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
    return {
      exact: (at: Date) => exact.format(at),
      /** Day, month, hour and minute, as in a timeline. */
      short: (at: Date) => short.format(at),
      day: (at: Date) => day.format(at),
      ago(at: Date, now = new Date()): string {
        const distanceMs = at.getTime() - now.getTime()
        const unit = UNITS.find(([ms]) => Math.abs(distanceMs) >= ms)
        if (!unit) return relative.format(0, 'second')
        return relative.format(Math.trunc(distanceMs / unit[0]), unit[1])
      },
    }
  }, [locale])
}
