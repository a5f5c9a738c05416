import { connect } from '../../server/db/connect.ts'
import { databaseMoment } from '../../server/db/database-moment.ts'
import { anAccount, appFor, type TestAccount, testInstallation } from '../account.ts'
import { asker } from '../ask.ts'
import { aSink, doEverythingDue } from '../mail.ts'
import { databaseWithClock } from './shifted-clock.ts'

/** Nobody listens there: the mail server is away. */
const AWAY = 'smtp://127.0.0.1:1'

type Ways = { smtpUrl?: string; smsUrl?: string; bounceUrl?: string }

/** A database whose clock can be set, the program over it, and a mail server. @param ways a mail server in place of the sink, and an SMS gateway */
export async function clockGround(ways: Ways = {}) {
  const place = await databaseWithClock()
  const database = connect(place.url)
  const installation = { ...testInstallation, smsUrl: ways.smsUrl ?? null, bounceUrl: ways.bounceUrl ?? null }
  const app = await appFor(database, { installation })
  const sink = await aSink()
  const smtpUrl = ways.smtpUrl ?? sink.url
  const ask = asker(database.db, app)
  return {
    ...place,
    ask,
    sink,
    database,
    installation,
    /** As a worker's look does it: at the database's own moment. */
    look: async (isAway = false) =>
      doEverythingDue(database, isAway ? AWAY : smtpUrl, await databaseMoment(database.db), installation),
    async account(timeZone: string): Promise<TestAccount> {
      const account = await anAccount(database.db)
      await place.owner.query('update account set time_zone = $2, bulk_hold_seconds = 0 where id = $1', [
        account.id,
        timeZone,
      ])
      return account
    },
    async close() {
      await sink.close()
      await app.close()
      await database.close()
      await place.close()
    },
  }
}

export type ClockGround = Awaited<ReturnType<typeof clockGround>>
