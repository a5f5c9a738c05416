import type { Db } from '../../db/connect.ts'
import type { Installation } from '../settings/index.ts'
import { parseBounceUrl } from './bounces/bounce-url.ts'
import { bounceToken } from './bounces/return-path.ts'
import type { Channel } from './channel.ts'
import { smtpFailed } from './delivery-result.ts'
import { mailClerk } from './mail-clerk.ts'
import type { ClaimedMessage, MessageKind } from './message-kind.ts'
import type { ConnectionPool, Envelope } from './smtp/index.ts'

const unusableAddress = {
  phase: 'rcpt',
  afterDot: false,
  enhancedCode: '5.1.3',
  code: 550,
  klass: 'permanent',
} as const

/** E-mail, over connections to one mail server. */
export const emailChannel = (
  { db, installation, kinds }: { db: Db; installation: Installation; kinds: MessageKind[] },
  { connections, lanes }: { connections: ConnectionPool; lanes: number },
): Channel => {
  const envelopeOf = envelopesOf(installation)
  return {
    name: 'email',
    lanes,
    open(accountId) {
      const fill = mailClerk(db, installation, accountId, kinds)
      return async (message, fence) => {
        const mime = await fill(message)
        if (!mime) return { failed: smtpFailed(unusableAddress) }
        const envelope = envelopeOf(message)
        const result = await connections.deliver(envelope, mime, fence)
        return 'failed' in result ? { failed: smtpFailed(result.failed) } : result
      }
    },
  }
}

/**
 * Where BOUNCE_URL names a domain, what comes back comes to a return path that names the message; and reports of it enclose
 * its header alone, as its body holds the link.
 */
function envelopesOf({ mailFrom, bounceUrl, secret }: Installation): (message: ClaimedMessage) => Envelope {
  if (bounceUrl === null) return ({ toAddress }) => ({ from: mailFrom.address, to: toAddress })
  const { domain } = parseBounceUrl(bounceUrl)
  return ({ id, toAddress }) => {
    const token = bounceToken(secret, id)
    return { from: `${token}@${domain}`, to: toAddress, reportTo: token }
  }
}
