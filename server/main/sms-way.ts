import type { Pdu } from 'smpp'
import type { Db } from '../db/connect.ts'
import {
  hearAnswer,
  heardOnSession,
  noteReceipt,
  parseSmsUrl,
  reportUrlOf,
  type SmsGateway,
  smsGatewayFor,
  smsIsOpen,
  startLocalSms,
} from '../features/delivery/index.ts'
import type { Installation } from '../features/settings/index.ts'
import { messageKinds } from '../registry.ts'

/** Reports and answers come on an SMPP session also while nothing is sent: so often we see to it that there is one. */
const BIND_AGAIN_MS = 15_000

/**
 * The way to the SMS gateway, or to the catcher on loopback; null where SMS cannot be sent.
 *
 * @param timeouts shorter ones serve tests
 */
export async function smsWay(
  db: Db,
  installation: Installation,
  timeouts?: { connectMs: number; answerMs: number },
): Promise<{ gateway: SmsGateway; end(): Promise<void> } | null> {
  if (!smsIsOpen(installation)) return null
  const catcher = installation.smsUrl === null ? await startLocalSms(db) : null
  const server = parseSmsUrl(installation.smsUrl ?? catcher!.url)
  const kinds = messageKinds(installation)
  const ears = {
    reportUrl: reportUrlOf(installation),
    async heard(pdu: Pdu) {
      const heard = heardOnSession(pdu)
      if (heard && 'receipt' in heard) await noteReceipt(db, kinds, heard.receipt)
      else if (heard) await hearAnswer(db, kinds, server.from, heard.answer)
    },
  }
  const gateway = smsGatewayFor(server, ears, timeouts)
  const staying = server.kind === 'smpp' ? setInterval(stay, BIND_AGAIN_MS) : undefined
  if (staying) stay()
  return {
    gateway,
    async end() {
      clearInterval(staying)
      await gateway.close()
      await catcher?.close()
    },
  }

  function stay(): void {
    gateway.tryOut().catch(() => {})
  }
}
