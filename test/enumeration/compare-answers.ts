import type { FastifyInstance } from 'fastify'
import { rankTest } from './rank-test.ts'

/** What tells a known user name from an unknown one, if anything does. */
export type Comparison = { differences: string[]; p: number; medianMs: { known: number; unknown: number } }
export type Question = {
  asksAbout: 'userNames' | 'secrets'
  url: (name: string) => string
  payload: (name: string) => object
}

export const questions: Record<string, Question> = {
  'sign-in': {
    asksAbout: 'userNames',
    url: () => '/api/v1/session',
    payload: userName => ({ userName, password: 'not the password at all' }),
  },
  forgotten: {
    asksAbout: 'userNames',
    url: () => '/api/v1/forgotten-password',
    payload: userName => ({ userName }),
  },
  join: {
    asksAbout: 'secrets',
    url: secret => `/api/v1/join/${secret}`,
    payload: () => ({ password: 'not the password at all' }),
  },
  'new-link': {
    asksAbout: 'secrets',
    url: secret => `/api/v1/join/${secret}/new-link`,
    payload: () => ({}),
  },
}

/**
 * Asks for known and unknown user names by turns, whichever first by chance, so that what else the machine does meets both alike.
 *
 * @param trials of each
 */
export async function compareAnswers(
  app: FastifyInstance,
  question: Question,
  names: { known: string[]; unknown: string[] },
  trials: number,
): Promise<Comparison> {
  const times = { known: [] as number[], unknown: [] as number[] }
  const answers = { known: new Set<string>(), unknown: new Set<string>() }
  for (let trial = -warmUp; trial < trials; trial++) {
    const order = Math.random() < 0.5 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
    for (const who of order) {
      const userName = names[who][Math.abs(trial) % names[who].length]!
      const { answer, ms } = await ask(app, question, userName)
      answers[who].add(answer)
      if (trial >= 0) times[who].push(ms)
    }
  }
  const differences = [...answers.known, ...answers.unknown].filter(
    answer => !(answers.known.has(answer) && answers.unknown.has(answer)),
  )
  return {
    differences,
    p: rankTest(times.known, times.unknown),
    medianMs: { known: median(times.known), unknown: median(times.unknown) },
  }
}

/** The first ones meet an empty cache. */
const warmUp = 20
let asked = 0

/** Each from an address of its own: nobody is slowed down. */
async function ask(app: FastifyInstance, { url, payload }: Question, userName: string) {
  const number = asked++
  const remoteAddress = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
  const from = performance.now()
  const got = await app.inject({
    ...{ method: 'POST', url: url(userName) },
    ...{ payload: payload(userName), remoteAddress },
  })
  const ms = performance.now() - from
  const { date: _, ...headers } = got.headers
  return { answer: JSON.stringify([got.statusCode, headers, got.body]), ms }
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
