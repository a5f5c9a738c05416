import type {
  InstallationSettings,
  InstallationSettingsEdit,
} from '../../../contract/installation-settings.ts'
import { asNumber, changedFields } from '../../changed-fields.ts'

/** Settings as they stand in the form's fields; words that passwords must not be made of one to a line. */
export type TypedInstallation = Record<keyof InstallationSettings, string>

export const asTyped = (settings: InstallationSettings): TypedInstallation => ({
  verificationMethod: settings.verificationMethod,
  shortestPassword: String(settings.shortestPassword),
  refusedPasswordWords: settings.refusedPasswordWords.join('\n'),
  idleSessionMinutes: String(settings.idleSessionMinutes),
  longestSessionHours: String(settings.longestSessionHours),
  dkimSelector: settings.dkimSelector ?? '',
})

/** What was typed differently than it is. */
export const changesTyped = (
  typed: TypedInstallation,
  settings: InstallationSettings,
): InstallationSettingsEdit =>
  changedFields(typed, asTyped(settings), {
    verificationMethod: typed.verificationMethod,
    shortestPassword: asNumber(typed.shortestPassword),
    refusedPasswordWords: typed.refusedPasswordWords
      .split(/[\n,;]+/)
      .map(word => word.trim())
      .filter(Boolean),
    idleSessionMinutes: asNumber(typed.idleSessionMinutes),
    longestSessionHours: asNumber(typed.longestSessionHours),
    dkimSelector: typed.dkimSelector.trim().toLowerCase() || null,
  })
