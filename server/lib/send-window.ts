/** When something may be sent, as clocks and calendars go in a time zone. */
export type SendWindow = {
  /** Minutes of the day; `from` is inside, `until` is not. */
  fromMinute: number
  untilMinute: number
  /** Monday is 1. */
  weekdays: readonly number[]
}

export type Opening = { opensAt: Date; closesAt: Date }

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** However a window lies, a day of it comes within a week; and a day more for where today's is over. */
const LOOK_DAYS = 8

/** Always open: then nothing has to be worked out. */
export const isAlwaysOpen = ({ fromMinute, untilMinute, weekdays }: SendWindow): boolean =>
  fromMinute === 0 && untilMinute === 1440 && new Set(weekdays).size === 7

/**
 * The opening of the window that `now` is in, then beginning at `now`; else the next one.
 *
 * A time that a clock going forward leaves out counts as the moment after it; one that comes twice counts the first time.
 */
export function nextOpening(window: SendWindow, timeZone: string, now: Date): Opening {
  const today = localOf(now.getTime(), timeZone)
  const dayStart = today - (today % DAY_MS)
  for (let day = -1; day <= LOOK_DAYS; day++) {
    const local = dayStart + day * DAY_MS
    const weekday = new Date(local).getUTCDay() || 7
    if (!window.weekdays.includes(weekday)) continue
    const opensAt = instantOf(local + window.fromMinute * MINUTE_MS, timeZone)
    const closesAt = instantOf(local + window.untilMinute * MINUTE_MS, timeZone)
    if (closesAt > now.getTime() && closesAt > opensAt)
      return { opensAt: new Date(Math.max(opensAt, now.getTime())), closesAt: new Date(closesAt) }
  }
  throw new Error('A send window has to be open at some time of the week.')
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clock on the wall shows, as if it were UTC. */
function localOf(instant: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formats.set(timeZone, format)
  const at = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(at.year!, at.month! - 1, at.day, at.hour, at.minute, at.second)
}

function instantOf(local: number, timeZone: string): number {
  // Offsets are at most 14 hours: whatever happens to the clock, it is one of those a day before and a day after.
  const offsets = [local - DAY_MS, local + DAY_MS].map(near => localOf(near, timeZone) - near)
  const fitting = offsets.map(offset => local - offset).filter(at => localOf(at, timeZone) === local)
  if (fitting.length) return Math.min(...fitting)
  // Left out: the clock goes from before it to after it in one moment, and that one is found between the two.
  let [before, after] = [local - Math.max(...offsets), local - Math.min(...offsets)]
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000
    if (localOf(middle, timeZone) < local) before = middle
    else after = middle
  }
  return after
}
