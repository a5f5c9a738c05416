import type { Db } from '../../db/connect.ts'
import type { Installation } from '../settings/index.ts'
import type { Channel } from './channel.ts'
import { smtpFailed } from './delivery-result.ts'
import { mailClerk } from './mail-clerk.ts'
import type { MessageKind } from './message-kind.ts'
import type { ConnectionPool } from './smtp/index.ts'

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
): Channel => ({
  name: 'email',
  lanes,
  open(accountId) {
    const fill = mailClerk(db, installation, accountId, kinds)
    return async (message, fence) => {
      const mime = await fill(message)
      if (!mime) return { failed: smtpFailed(unusableAddress) }
      const envelope = { from: installation.mailFrom.address, to: message.toAddress }
      const result = await connections.deliver(envelope, mime, fence)
      return 'failed' in result ? { failed: smtpFailed(result.failed) } : result
    }
  },
})
