import type { FieldChange } from '../../../contract/audit.ts'
import type {
  InstallationSettings,
  InstallationSettingsAnswer,
  InstallationSettingsEdit,
} from '../../../contract/installation-settings.ts'
import type { Tx } from '../../db/connect.ts'
import { etagOf, refuseIfChanged } from '../../lib/etag-of.ts'
import { recordForInstallation } from '../audit/index.ts'
import { installationSettings, lockInstallation, updateInstallation } from '../settings/index.ts'
import type { SuperAdmin } from '../sign-in/index.ts'

async function installationSettingsView(tx: Tx): Promise<InstallationSettings> {
  const { sendingPaused: _, ...shown } = await installationSettings(tx)
  return shown
}

/** The same with its version. */
export async function installationSettingsAnswer(tx: Tx): Promise<InstallationSettingsAnswer> {
  const view = await installationSettingsView(tx)
  return { ...view, version: etagOf(view) }
}

/** Changes settings for every account, at once; what the edit does not name stays. @param tx as operator @throws Problem changed-meanwhile */
export async function changeInstallationSettings(
  tx: Tx,
  by: SuperAdmin,
  edit: InstallationSettingsEdit,
  ifMatch: string | null,
): Promise<void> {
  await lockInstallation(tx)
  const before = await installationSettingsView(tx)
  refuseIfChanged(ifMatch, etagOf(before))
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
