import type { ChannelView } from '../../../../contract/delivery-settings.ts'
import { parseSmtpUrl, type SmtpServer, sendTestMessage } from '../../delivery/index.ts'
import type { OperatedChannel } from './channel.ts'

export const email: OperatedChannel = {
  name: 'email',

  describe({ smtpUrl, mailFrom }) {
    const server = smtpUrl === null ? null : parseSmtpUrl(smtpUrl)
    return {
      name: 'email',
      isSet: server !== null,
      server: server && `${server.host}:${server.port}`,
      user: server?.signIn?.user ?? null,
      security: server && securityOf(server),
      sender: `${mailFrom.name} <${mailFrom.address}>`,
    }
  },

  async test(context, to, language) {
    const outcome = await sendTestMessage(context, to, language)
    return outcome.isAccepted ? { ...outcome, phase: null, reason: null } : outcome
  },
}

function securityOf({ secure, requireTls, ignoreTls }: SmtpServer): NonNullable<ChannelView['security']> {
  if (secure) return 'tls'
  if (requireTls) return 'starttls'
  return ignoreTls ? 'none' : 'if-offered'
}
