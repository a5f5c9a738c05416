import type {
  InstallationSettings,
  InstallationSettingsEdit,
} from '../../../contract/installation-settings.ts'

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

/** What was typed differently than it is. What is no number goes along as it was typed: the server names the fault. */
export function changesTyped(
  typed: TypedInstallation,
  settings: InstallationSettings,
): InstallationSettingsEdit {
  const before = asTyped(settings)
  const values: Record<string, unknown> = {
    verificationMethod: typed.verificationMethod,
    shortestPassword: asNumber(typed.shortestPassword),
    refusedPasswordWords: typed.refusedPasswordWords
      .split(/[\n,;]+/)
      .map(word => word.trim())
      .filter(Boolean),
    idleSessionMinutes: asNumber(typed.idleSessionMinutes),
    longestSessionHours: asNumber(typed.longestSessionHours),
    dkimSelector: typed.dkimSelector.trim().toLowerCase() || null,
  }
  return Object.fromEntries(
    (Object.keys(typed) as (keyof InstallationSettings)[])
      .filter(name => typed[name].trim() !== before[name])
      .map(name => [name, values[name]]),
  )
}

const asNumber = (typed: string) => (/^\d{1,6}$/.test(typed.trim()) ? Number(typed) : typed)
