import type { Settings, SettingsAnswer, SettingsEdit } from '../../../contract/settings.ts'
import { asNumber, changedFields } from '../../changed-fields.ts'

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

/** What was typed differently than it is. */
export const changesTyped = (typed: TypedSettings, settings: Settings): SettingsEdit =>
  changedFields(typed, asTyped(settings), {
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
  })

/** Ticked weekdays as the form keeps them: `1,2,5`. */
export const weekdaysIn = (typed: string): number[] => typed.split(',').filter(Boolean).map(Number)

const USUAL_HOLDS_SECONDS = [0, 10, 30, 60, 300, 1800, 3600, 14_400, 86_400]

/** Holds to choose from, the one that is set among them. */
export const holdChoices = (set: number): number[] =>
  [...new Set([...USUAL_HOLDS_SECONDS, set])].sort((one, other) => one - other)
