import type { ReportVerdict } from '../../../../contract/mail-reports.ts'
import type { Context } from '../../settings/index.ts'
import type { MessageKind } from '../message-kind.ts'
import { countReport } from './bounce-queries.ts'
import { noteMailReport } from './note-mail-report.ts'
import { type ReadReport, type ReportedRecipient, readReport } from './read-report.ts'
import { messageOfReturnPath, messageOfToken } from './return-path.ts'

/**
 * Takes a message that came to one of our return paths, or to the address for complaints. Only what we signed ourselves
 * says which message it is about: the return path, the envelope id, or what a complaint encloses.
 *
 * @param addressed the message whose return path it came to; null for the address for complaints
 */
export async function takeReport(
  { db, installation: { secret } }: Context,
  kinds: MessageKind[],
  domain: string,
  { addressed, raw }: { addressed: string | null; raw: Uint8Array },
): Promise<ReportVerdict> {
  const report = await readReport(raw)
  if (!report) return counted('malformed')
  const messageId = addressed ?? signedIn(report)
  if (messageId === null) return counted('forged')
  if (report.kind === 'delivery')
    return noteMailReport(db, kinds, messageId, address => ofRecipient(report.recipients, address))
  return noteMailReport(db, kinds, messageId, () => ({ outcome: 'complained', status: '', words: '' }))

  function signedIn(unaddressed: ReadReport): string | null {
    if (unaddressed.kind === 'delivery')
      return unaddressed.envelopeId === null ? null : messageOfToken(secret, unaddressed.envelopeId)
    for (const path of unaddressed.returnPaths) {
      const found = messageOfReturnPath(secret, domain, path)
      if (found !== null) return found
    }
    return null
  }

  async function counted(verdict: ReportVerdict): Promise<ReportVerdict> {
    await countReport(db, verdict)
    return verdict
  }
}

/** Ours have one recipient; several are reported where that one was a list, and then only what is said of itself counts. */
function ofRecipient(recipients: ReportedRecipient[], toAddress: string): ReportedRecipient | null {
  if (recipients.length === 1) return recipients[0]!
  return recipients.find(({ addresses }) => addresses.includes(toAddress.toLowerCase())) ?? null
}
