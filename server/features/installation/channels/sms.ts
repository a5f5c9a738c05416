import { parseSmsUrl, type SmsServer, sendTestSms } from '../../delivery/index.ts'
import type { OperatedChannel } from './channel.ts'

export const sms: OperatedChannel = {
  name: 'sms',

  describe({ smsUrl }) {
    const server = smsUrl === null ? null : parseSmsUrl(smsUrl)
    return {
      name: 'sms',
      isSet: server !== null,
      server: server && placeOf(server),
      user: server?.user ?? null,
      security: server && (isEncrypted(server) ? 'tls' : 'none'),
      sender: server?.from ?? null,
    }
  },

  async test(context, to, language) {
    const outcome = await sendTestSms(context, to, language)
    return outcome.isAccepted ? { ...outcome, phase: null, reason: null } : outcome
  },
}

const placeOf = (server: SmsServer): string =>
  server.kind === 'smpp' ? `${server.host}:${server.port}` : new URL(server.url).host

const isEncrypted = (server: SmsServer): boolean =>
  server.kind === 'smpp' ? server.tls : server.url.startsWith('https:')
