import type { InstallationOverview, MissingThing } from '../../../contract/installation.ts'
import type { Tx } from '../../db/connect.ts'
import { type Installation, installationSettings } from '../settings/index.ts'
import { superAdminRows } from '../sign-in/index.ts'
import { countAccounts } from './account-queries.ts'
import { countWorkers } from './count-queries.ts'

const EXAMPLE = /(^|\.)example(\.(com|net|org))?$/
const THIS_MACHINE = /^(localhost|127\.[\d.]+|\[::1\])$/

/** What is missing for everyday work. @param tx as operator */
export async function installationOverview(
  tx: Tx,
  { smtpUrl, mailFrom, publicUrl }: Installation,
): Promise<InstallationOverview> {
  const { sendingPaused } = await installationSettings(tx)
  const accounts = await countAccounts(tx)
  const is: Record<MissingThing, boolean> = {
    'sending-paused': sendingPaused !== null,
    'no-worker': (await countWorkers(tx)) === 0,
    'no-account': accounts.active + accounts.suspended === 0,
    'no-mail-server': smtpUrl === null,
    'example-sender': smtpUrl !== null && EXAMPLE.test(mailFrom.address.split('@')[1] ?? ''),
    'local-address': smtpUrl !== null && THIS_MACHINE.test(new URL(publicUrl).hostname),
    'only-super-admin': (await superAdminRows(tx)).length === 1,
  }
  return {
    missing: (Object.keys(is) as MissingThing[]).filter(thing => is[thing]),
    accounts,
    paused: sendingPaused && { at: sendingPaused.at.toISOString(), reason: sendingPaused.reason },
  }
}
