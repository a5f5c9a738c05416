import type { Db } from '../../../db/connect.ts'
import { together } from '../smtp/index.ts'
import { type CaughtMessage, type Mailbox, startMailbox } from './mailbox-server.ts'
import { storeMessages } from './store.ts'

/** A catcher whose messages lie in the database, where /mailbox reads them. */
export function startLocalMailbox(db: Db): Promise<Mailbox> {
  const keep = together(async (messages: CaughtMessage[]) => {
    await storeMessages(db, messages)
    return messages.map(() => true)
  }, 100)
  return startMailbox(async message => void (await keep(message)))
}
