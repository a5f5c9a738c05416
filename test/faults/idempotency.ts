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
      'idempotency-key': 'pressed a thousand times',
    }
    await Promise.all(apps.map(app => app.listen({ host: '127.0.0.1', port: 0 })))
    const ports = apps.map(app => (app.server.address() as AddressInfo).port)
    const press = (port: number) =>
      new Promise<string>((resolve, reject) => {
        const path = '/api/v1/bulk-actions/user.invite/runs'
        const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent }, answer =>
          text(answer).then(
            words => resolve(`${answer.statusCode} ${answer.headers.location} ${words}`),
            reject,
          ),
        )
        sent.on('error', reject)
        sent.end(body)
      })
    const answers = await Promise.all(
      Array.from({ length: amount }, (_, post) => press(ports[post % SERVERS]!)),
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
    const seen = `${amount} identical requests to ${SERVERS} servers: ${written!.runs} run, ${different.length} answer`
    return { seen: [different.length === 1 ? `${seen} for all` : seen], broken }
  } finally {
    agent.destroy()
    await Promise.all(apps.map(app => app.close()))
    await Promise.all(databases.map(database => database.close()))
    await ground.close()
  }
}
