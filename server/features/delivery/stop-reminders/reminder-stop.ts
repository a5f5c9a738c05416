import type { ReminderView } from '../../../../contract/reminders.ts'
import type { Db, Tx } from '../../../db/connect.ts'

/** What a link to stop reminders is about, in the words of its feature. */
export type Stoppable = { accountId: string; id: string }

/** What a feature says about stopping its reminders by the link in them. */
export type ReminderStop = {
  of: ReminderView['of']
  /** What the secret of a link is about; null where it is no link of this feature. */
  find(db: Db, secret: string): Promise<Stoppable | null>
  isStopped(tx: Tx, stoppable: Stoppable): Promise<boolean>
  /** Stops them, on the record; nothing where they are stopped already. */
  stop(tx: Tx, stoppable: Stoppable): Promise<void>
}
