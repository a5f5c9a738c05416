import type { FieldChange } from '../../../contract/audit.ts'
import type {
  InstallationSettings,
  InstallationSettingsEdit,
} from '../../../contract/installation-settings.ts'
import type { Tx } from '../../db/connect.ts'
import { recordForInstallation } from '../audit/index.ts'
import { installationSettings, updateInstallation } from '../settings/index.ts'
import type { SuperAdmin } from '../sign-in/index.ts'

export async function installationSettingsView(tx: Tx): Promise<InstallationSettings> {
  const { sendingPaused: _, ...shown } = await installationSettings(tx)
  return shown
}

/** Changes settings for every account, at once; what the edit does not name stays. @param tx as operator */
export async function changeInstallationSettings(
  tx: Tx,
  by: SuperAdmin,
  edit: InstallationSettingsEdit,
): Promise<void> {
  const before = await installationSettingsView(tx)
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const after: InstallationSettings = { ...before, ...given }
  after.refusedPasswordWords = [...new Set(after.refusedPasswordWords)]
  const changes = changesOf(before, after)
  if (!changes.length) return
  await updateInstallation(tx, after)
  await recordForInstallation(tx, by.loginId, 'settings.changed', { changes })
}

function changesOf(before: InstallationSettings, after: InstallationSettings): FieldChange[] {
  const written = (value: InstallationSettings[keyof InstallationSettings]) =>
    (Array.isArray(value) ? value.join(', ') : String(value ?? '')) || null
  return (Object.keys(before) as (keyof InstallationSettings)[])
    .map(field => ({ field, from: written(before[field]), to: written(after[field]) }))
    .filter(({ from, to }) => from !== to)
}
