import type { Db } from '../db/connect.ts'
import {
  parseSmsUrl,
  reportUrlOf,
  type SmsGateway,
  smsGatewayFor,
  smsIsOpen,
  startLocalSms,
} from '../features/delivery/index.ts'
import type { Installation } from '../features/settings/index.ts'

/** The way to the SMS gateway, or to the catcher on loopback; null where SMS cannot be sent. */
export async function smsWay(
  db: Db,
  installation: Installation,
): Promise<{ gateway: SmsGateway; end(): Promise<void> } | null> {
  if (!smsIsOpen(installation)) return null
  const catcher = installation.smsUrl === null ? await startLocalSms(db) : null
  const server = parseSmsUrl(installation.smsUrl ?? catcher!.url)
  const gateway = smsGatewayFor(server, { reportUrl: reportUrlOf(installation), heard: async () => {} })
  return {
    gateway,
    async end() {
      await gateway.close()
      await catcher?.close()
    },
  }
}
