import type { Db } from '../../../db/connect.ts'
import { together } from '../smtp/index.ts'
import { type Mailbox, startMailbox } from './mailbox-server.ts'
import { type SmsCatcher, startSmsCatcher } from './sms-catcher.ts'
import { storeMessages, storeSms } from './store.ts'

/** A catcher whose messages lie in the database, where /mailbox reads them. */
export function startLocalMailbox(db: Db): Promise<Mailbox> {
  return startMailbox(keeping(messages => storeMessages(db, messages)))
}

/** The same for SMS. */
export function startLocalSms(db: Db): Promise<SmsCatcher> {
  return startSmsCatcher(keeping(messages => storeSms(db, messages)))
}

/** What comes while some are being kept is kept together with the next. */
function keeping<Caught>(store: (messages: Caught[]) => Promise<void>): (message: Caught) => Promise<void> {
  const keep = together(async (messages: Caught[]) => {
    await store(messages)
    return messages.map(() => true)
  }, 100)
  return async message => void (await keep(message))
}
