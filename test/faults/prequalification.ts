import type { FastifyInstance } from 'fastify'
import type { Answer } from '../../contract/prequalification/submissions.ts'
import { connect } from '../../server/db/connect.ts'
import { anAccount, appFor, aUser, signedIn, type TestUser } from '../account.ts'
import { testDatabase } from '../database.ts'
import { prequalify } from '../prequalification.ts'
import type { FaultOutcome } from './fault.ts'

const RESPONDENTS = 100
/** A hundred write into seven answers. */
const LEAST_CONFLICTS_PER_SAVE = 1
const QUESTIONS = [
  ...['legal-company-name', 'federal-employer-id', 'head-office-address', 'fatalities-explained'],
  ...['insurer', 'bonding-company', 'insolvency-explained'],
]

/** What the respondents were told, each value written by nobody else. */
type Told = {
  saved: { questionId: string; value: string; version: number }[]
  /** Told that it is not known whether they were saved, and not found out since. */
  doubtful: { questionId: string; value: string }[]
  conflicts: number
  askedAgain: number
  broken: string[]
}

/** A hundred respondents of one company write into the same few answers of their form. @param seconds for so long */
export async function prequalification(seconds: number): Promise<FaultOutcome> {
  const place = await testDatabase()
  const database = connect(place.url)
  const app = await appFor(database)
  try {
    const account = await anAccount(database.db)
    const users: TestUser[] = []
    for (let number = 0; number < RESPONDENTS; number++)
      users.push(await aUser(database.db, account, { companyName: 'Star Framing', hasJoined: true }))
    const { formId } = await prequalify(database.db, account, users)
    const sessions: { cookie: string }[] = []
    for (const user of users) sessions.push(await signedIn(database.db, account, user))
    const told: Told = { saved: [], doubtful: [], conflicts: 0, askedAgain: 0, broken: [] }
    const endsAt = Date.now() + seconds * 1_000
    await Promise.all(sessions.map((session, number) => respond(app, session, formId, number, endsAt, told)))
    const form = await app.inject({ url: `/api/v1/my-forms/${formId}`, headers: sessions[0]! })
    const { answers } = form.json() as { answers: Answer[] }
    for (const questionId of QUESTIONS)
      told.broken.push(
        ...whatIsLost(
          told,
          answers.find(answer => answer.questionId === questionId),
          questionId,
        ),
      )
    const { saved, conflicts, askedAgain, broken } = told
    if (!(conflicts >= saved.length * LEAST_CONFLICTS_PER_SAVE))
      broken.push(
        `only ${conflicts} conflicts beside ${saved.length} saves: they hardly wrote at the same time`,
      )
    const rest = `${conflicts} conflicts shown, ${askedAgain} asked again`
    return { seen: [`${RESPONDENTS} respondents, ${seconds} s: ${saved.length} saved, ${rest}`], broken }
  } finally {
    await app.close()
    await database.close()
    await place.close()
  }
}

/** Writes until it is over: over what they saw, and over what a colleague wrote meanwhile once they were shown it. */
async function respond(
  app: FastifyInstance,
  session: { cookie: string },
  formId: string,
  number: number,
  endsAt: number,
  told: Told,
): Promise<void> {
  const headers = { ...session, 'sec-fetch-site': 'same-origin' }
  const seen = new Map<string, number>()
  // Where a colleague was faster they are shown it, and keep theirs; so they come to the next question once they have saved.
  let at = number
  for (let round = 0; Date.now() < endsAt; round++) {
    const questionId = QUESTIONS[at % QUESTIONS.length]!
    const payload = { value: `${number}.${round}`, version: seen.get(questionId) ?? 0 }
    const url = `/api/v1/my-forms/${formId}/answers/${questionId}`
    const put = () => app.inject({ method: 'PUT', url, headers, payload })
    let answer = await put()
    const refusals = new Set<string>()
    for (; answer.statusCode === 503; answer = await put()) {
      refusals.add(answer.json().code)
      told.askedAgain++
    }
    const body = answer.json() as { answer: Answer; current?: Answer }
    if (answer.statusCode === 200) {
      told.saved.push({ questionId, value: payload.value, version: body.answer.version })
      seen.set(questionId, body.answer.version)
      at++
    } else if (answer.statusCode === 409 && body.current) {
      const { value, version, by, at } = body.current
      seen.set(questionId, version)
      if (version <= payload.version || !by.name || !at)
        told.broken.push(`a conflict does not tell: ${answer.body}`)
      if (value === payload.value) {
        told.saved.push({ questionId, value, version })
        if (!refusals.has('outcome-unknown'))
          told.broken.push('"Nothing was changed" was said of what was saved')
      } else if (refusals.has('outcome-unknown')) told.doubtful.push({ questionId, value: payload.value })
      else told.conflicts++
    } else told.broken.push(`${answer.statusCode} ${answer.body.slice(0, 200)}`)
  }
}

/** Each save is a version of its own, the last one stands there, and there are no others but those in doubt. */
function whatIsLost(told: Told, there: Answer | undefined, questionId: string): string[] {
  const saves = told.saved.filter(save => save.questionId === questionId)
  const doubtful = told.doubtful.filter(save => save.questionId === questionId)
  const broken: string[] = []
  if (new Set(saves.map(save => save.version)).size !== saves.length)
    broken.push(`${questionId}: two saves were told the same version, so one overwrote the other unseen`)
  const version = there?.version ?? 0
  if (version < saves.length || version > saves.length + doubtful.length)
    broken.push(`${questionId}: ${saves.length} saves and ${doubtful.length} in doubt, version ${version}`)
  const last = saves.find(save => save.version === version)
  const mayStandThere = last ? [last.value] : doubtful.map(save => save.value)
  if (!mayStandThere.includes(String(there?.value)))
    broken.push(`${questionId}: ${mayStandThere.join(' or ')} was saved last, there is ${there?.value}`)
  return broken
}
