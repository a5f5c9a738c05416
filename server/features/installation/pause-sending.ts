import { type Tx, wakeWorkers } from '../../db/connect.ts'
import { recordForInstallation } from '../audit/index.ts'
import { pauseAllSending, resumeAllSending } from '../settings/index.ts'

/**
 * Sends nothing more for any account, on the record. @param tx as operator
 *
 * @param loginId the super admin who does it; null where the command line does
 */
export async function pauseSendingOfAll(tx: Tx, loginId: string | null, reason: string): Promise<void> {
  await pauseAllSending(tx, reason)
  await recordForInstallation(tx, loginId, 'sending.paused', { reason })
}

/** Sending goes on where it stood, on the record. @param tx as operator @param loginId as with `pauseSendingOfAll` */
export async function resumeSendingOfAll(tx: Tx, loginId: string | null): Promise<void> {
  await resumeAllSending(tx)
  await recordForInstallation(tx, loginId, 'sending.resumed', {})
  await wakeWorkers(tx)
}
