import { Agent, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect } from '../../server/db/connect.ts'
import { appFor, signedIn } from '../account.ts'
import type { FaultOutcome } from './fault.ts'
import { faultGround } from './fault-ground.ts'

const SERVERS = 2
const SOCKETS_PER_SERVER = 250
const PEOPLE = 50
/** Of the sockets: so many requests have to be under way together, or nothing was raced. */
const LEAST_SHARE_AT_ONCE = 0.2

/** Presses the same button a thousand times at once, with one key, at two servers on one database. */
export async function idempotency(amount: number): Promise<FaultOutcome> {
  const ground = await faultGround()
  const databases = Array.from({ length: SERVERS }, () => connect(ground.databaseUrl))
  const apps = await Promise.all(databases.map(database => appFor(database)))
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS_PER_SERVER })
  const broken: string[] = []
  try {
    const { account, people } = await ground.account('hold')
    const body = JSON.stringify({ selection: { ids: await people(PEOPLE) } })
    const headers = {
      ...(await signedIn(ground.database.db, account, account.admin)),
      'content-type': 'application/json',
    }
    await Promise.all(apps.map(app => app.listen({ host: '127.0.0.1', port: 0 })))
    const ports = apps.map(app => (app.server.address() as AddressInfo).port)
    const atOnce = { now: 0, most: 0 }
    for (const app of apps)
      app.server.on('request', (_, response) => {
        atOnce.most = Math.max(atOnce.most, ++atOnce.now)
        response.on('close', () => atOnce.now--)
      })
    const press = (port: number, key: string) =>
      new Promise<string>((resolve, reject) => {
        const path = '/api/v1/bulk-actions/user.invite/runs'
        const sent = request(
          {
            ...{ port, host: '127.0.0.1', path, method: 'POST', agent },
            headers: { ...headers, 'idempotency-key': key },
          },
          answer =>
            text(answer).then(
              words => resolve(`${answer.statusCode} ${answer.headers.location} ${words}`),
              reject,
            ),
        )
        sent.on('error', reject)
        sent.end(body)
      })
    const answers = await Promise.all(
      Array.from({ length: amount }, (_, post) => press(ports[post % SERVERS]!, 'pressed a thousand times')),
    )

    const different = [...new Set(answers)]
    const [written] = await ground.recorder.rows<{ runs: number; items: number }>(
      'select (select count(*) from run)::int as runs, (select count(*) from run_item)::int as items',
    )
    if (!different[0]!.startsWith('201 /api/v1/runs/'))
      broken.push(`an answer was ${different[0]!.slice(0, 200)}`)
    if (different.length > 1) {
      broken.push(
        `${different.length} different answers, such as ${different
          .map(one => one.slice(0, 120))
          .slice(0, 3)
          .join(' | ')}`,
      )
    }
    if (written!.runs !== 1) broken.push(`${written!.runs} runs were started`)
    if (written!.items !== PEOPLE) broken.push(`${written!.items} people are in it, ${PEOPLE} were selected`)
    // What is the same by any key would be no answer to this one.
    if (different.includes(await press(ports[0]!, 'pressed once')))
      broken.push('another key was given the same answer')
    const least = Math.min(amount, SERVERS * SOCKETS_PER_SERVER) * LEAST_SHARE_AT_ONCE
    if (!(atOnce.most >= least))
      broken.push(`only ${atOnce.most} requests were under way at once, ${least} at least expected`)
    const seen = `${amount} identical requests to ${SERVERS} servers, ${atOnce.most} at once: ${written!.runs} run, ${different.length} answer`
    return { seen: [different.length === 1 ? `${seen} for all` : seen], broken }
  } finally {
    agent.destroy()
    await Promise.all(apps.map(app => app.close()))
    await Promise.all(databases.map(database => database.close()))
    await ground.close()
  }
}
