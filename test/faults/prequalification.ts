import type { Answer } from '../../contract/prequalification/submissions.ts'
import { connect } from '../../server/db/connect.ts'
import { anAccount, appFor, aUser, signedIn, type TestUser } from '../account.ts'
import { testDatabase } from '../database.ts'
import { prequalify } from '../prequalification.ts'
import type { FaultOutcome } from './fault.ts'

const QUESTIONS = ['insurer', 'legal-company-name', 'head-office-address']
/** Each respondent writes into each question so often. */
const ROUNDS = 2

type Save = { questionId: string; value: string; version: number }

/** Many respondents of one company write into the same few answers at the same time. @param amount respondents */
export async function prequalification(amount: number): Promise<FaultOutcome> {
  const place = await testDatabase()
  const database = connect(place.url, 20)
  const app = await appFor(database)
  const broken: string[] = []
  try {
    const account = await anAccount(database.db)
    const users: TestUser[] = []
    for (let number = 0; number < amount; number++)
      users.push(await aUser(database.db, account, { companyName: 'Star Framing', hasJoined: true }))
    const { formId } = await prequalify(database.db, account, users)
    const saved: Save[] = []
    let conflicts = 0
    /** Answered 503 while the machine was busy, and asked again: whether the first try was carried out is not known. */
    const doubtful: string[] = []

    const respond = async (user: TestUser, number: number) => {
      const headers = { ...(await signedIn(database.db, account, user)), 'sec-fetch-site': 'same-origin' }
      const seen = new Map<string, number>()
      for (let round = 0; round < ROUNDS; round++) {
        for (const questionId of QUESTIONS) {
          const payload = { value: `${number}.${round}`, version: seen.get(questionId) ?? 0 }
          const url = `/api/v1/my-forms/${formId}/answers/${questionId}`
          let answer = await app.inject({ method: 'PUT', url, headers, payload })
          for (
            ;
            answer.statusCode === 503;
            answer = await app.inject({ method: 'PUT', url, headers, payload })
          )
            doubtful.push(questionId)
          const body = answer.json() as { answer: Answer; current?: Answer; code?: string }
          if (answer.statusCode === 200) {
            saved.push({ questionId, value: payload.value, version: body.answer.version })
            seen.set(questionId, body.answer.version)
          } else if (answer.statusCode === 409 && body.current) {
            conflicts++
            const { version, by, at } = body.current
            if (version <= payload.version || !by.name || !at)
              broken.push(`a conflict does not tell: ${answer.body}`)
            seen.set(questionId, version)
          } else broken.push(`${answer.statusCode} ${answer.body.slice(0, 200)}`)
        }
      }
    }
    await Promise.all(users.map(respond))

    const headers = { ...(await signedIn(database.db, account, users[0]!)) }
    const { answers } = (await app.inject({ url: `/api/v1/my-forms/${formId}`, headers })).json() as {
      answers: Answer[]
    }
    for (const questionId of QUESTIONS) {
      const of = saved.filter(save => save.questionId === questionId)
      const last = of.toSorted((a, b) => b.version - a.version)[0]
      const there = answers.find(answer => answer.questionId === questionId)
      if (new Set(of.map(save => save.version)).size !== of.length)
        broken.push(`${questionId}: two saves were told the same version, so one overwrote the other unseen`)
      const unknown = doubtful.filter(one => one === questionId).length
      const version = there?.version ?? 0
      if (version < of.length || version > of.length + unknown)
        broken.push(`${questionId}: ${of.length} saves and ${unknown} in doubt, version ${version}`)
      if (!unknown && there?.value !== last?.value)
        broken.push(`${questionId}: ${last?.value} was saved last, there is ${there?.value}`)
    }
    const asked = amount * QUESTIONS.length * ROUNDS
    if (saved.length + conflicts !== asked)
      broken.push(`${asked} asked, ${saved.length + conflicts} answered`)
    return {
      seen: [
        `${amount} respondents: ${saved.length} saved, ${conflicts} conflicts shown, ${doubtful.length} asked again`,
      ],
      broken,
    }
  } finally {
    await app.close()
    await database.close()
    await place.close()
  }
}
