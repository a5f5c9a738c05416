import { connect } from '../../server/db/connect.ts'
import { appFor } from '../account.ts'
import { testDatabase } from '../database.ts'
import { compareAnswers, questions } from '../enumeration/compare-answers.ts'
import { namesFor } from '../enumeration/names.ts'
import type { FaultOutcome } from './fault.ts'

/** Of all questions together: one run in a hundred finds by chance what is not there. */
const LEAST_P = 0.01 / Object.keys(questions).length
const ACCOUNTS = 3

/** Tries to find out who has a login: by the answers, their headers, and the time that they take. */
export async function enumeration(amount: number): Promise<FaultOutcome> {
  const place = await testDatabase()
  const database = connect(place.url)
  const app = await appFor(database)
  const seen: string[] = []
  const broken: string[] = []
  try {
    for (const [name, question] of Object.entries(questions)) {
      const names = await namesFor(database.db, question, ACCOUNTS)
      const { differences, p, medianMs } = await compareAnswers(app, question, names, amount)
      seen.push(
        `${name}: ${amount} known ${medianMs.known.toFixed(2)} ms, unknown ${medianMs.unknown.toFixed(2)} ms, p ${p.toFixed(3)}`,
      )
      for (const answer of differences) broken.push(`${name}: only some are answered ${answer}`)
      // Also where it is no number.
      if (!(p > LEAST_P)) broken.push(`${name}: the times differ, p ${p}`)
    }
  } finally {
    await app.close()
    await database.close()
    await place.close()
  }
  return { seen, broken }
}
