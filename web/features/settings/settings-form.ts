import type { Settings, SettingsAnswer, SettingsEdit } from '../../../contract/settings.ts'

/** Settings as they stand in the form's fields. */
export type TypedSettings = Record<keyof SettingsEdit, string>

export const asTyped = ({
  installationMethod: _,
  version: __,
  ...settings
}: Settings & Partial<Pick<SettingsAnswer, 'version'>>): TypedSettings => ({
  ...settings,
  confirmOnlyByEmail: String(settings.confirmOnlyByEmail),
  smsAfterBounce: String(settings.smsAfterBounce),
  followUpDays: settings.followUpDays.join(', '),
  followUpWeekdays: settings.followUpWeekdays.join(','),
  invitationLifeDays: String(settings.invitationLifeDays),
  bulkHoldSeconds: String(settings.bulkHoldSeconds),
})

/** What was typed differently than it is. What is no number goes along as it was typed: the server names the fault. */
export function changesTyped(typed: TypedSettings, settings: Settings): SettingsEdit {
  const before = asTyped(settings)
  const values: Record<string, unknown> = {
    ...typed,
    followUpDays: typed.followUpDays
      .split(/[\s,;]+/)
      .filter(Boolean)
      .map(asNumber),
    followUpWeekdays: weekdaysIn(typed.followUpWeekdays),
    invitationLifeDays: asNumber(typed.invitationLifeDays),
    bulkHoldSeconds: asNumber(typed.bulkHoldSeconds),
    confirmOnlyByEmail: typed.confirmOnlyByEmail === 'true',
    smsAfterBounce: typed.smsAfterBounce === 'true',
  }
  return Object.fromEntries(
    (Object.keys(typed) as (keyof SettingsEdit)[])
      .filter(name => typed[name].trim() !== before[name])
      .map(name => [name, values[name]]),
  )
}

const asNumber = (typed: string) => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : typed)

/** Ticked weekdays as the form keeps them: `1,2,5`. */
export const weekdaysIn = (typed: string): number[] => typed.split(',').filter(Boolean).map(Number)

const USUAL_HOLDS_SECONDS = [0, 10, 30, 60, 300, 1800, 3600, 14_400, 86_400]

/** Holds to choose from, the one that is set among them. */
export const holdChoices = (set: number): number[] =>
  [...new Set([...USUAL_HOLDS_SECONDS, set])].sort((one, other) => one - other)
