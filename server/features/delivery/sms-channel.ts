import type { Db } from '../../db/connect.ts'
import type { Channel } from './channel.ts'
import type { MessageKind } from './message-kind.ts'
import type { SmsGateway } from './sms/index.ts'
import { smsClerk } from './sms-clerk.ts'

/** SMS, through one gateway. */
export const smsChannel = (
  { db, kinds }: { db: Db; kinds: MessageKind[] },
  gateway: SmsGateway,
): Channel => ({
  name: 'sms',
  lanes: gateway.lanes,
  open(accountId) {
    const write = smsClerk(db, accountId, kinds)
    return async (message, fence) => {
      const text = await write(message)
      return gateway.deliver({ id: message.id, accountId, to: message.toAddress, text }, fence)
    }
  },
})
