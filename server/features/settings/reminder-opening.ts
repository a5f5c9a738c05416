import { isAlwaysOpen, nextOpening } from '../../lib/send-window.ts'
import type { AccountSettings } from './account-settings.ts'
import { minuteOf } from './clock-times.ts'

/**
 * The window that somebody's reminders may leave in, now or next: those to join, and those of a form.
 *
 * @param timeZone theirs, where they have one
 * @returns never closed where it is always open
 */
export function reminderOpening(
  account: AccountSettings,
  timeZone: string | null,
  now: Date,
): { opensAt: Date; closesAt: Date | null } {
  const window = {
    fromMinute: minuteOf(account.followUpFrom),
    untilMinute: minuteOf(account.followUpUntil),
    weekdays: account.followUpWeekdays,
  }
  return isAlwaysOpen(window)
    ? { opensAt: now, closesAt: null }
    : nextOpening(window, timeZone ?? account.timeZone, now)
}
