import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { connectionPool, parseSmtpUrl } from '../../server/features/delivery/index.ts'
import { sweeps } from '../../server/registry.ts'
import { runOnce } from '../../server/sweeps/index.ts'
import { testInstallation } from '../account.ts'
import { freePort } from '../free-port.ts'
import { type ScriptedServer, type Step, scriptedSmtpServer } from '../scripted-smtp-server.ts'
import { compareWithLedger, PEOPLE } from './case-check.ts'
import { eachCase } from './each-case.ts'
import type { FaultOutcome } from './fault.ts'
import type { FaultGround } from './fault-ground.ts'
import { ledgerTally } from './ledger-check.ts'
import type { SinkLine } from './mail-sink.ts'
import { type SmtpCase, smtpCases } from './smtp-cases.ts'
import { hasSmtpSink, smtpSink } from './smtp-sink.ts'
import { smtpSinkCases } from './smtp-sink-cases.ts'

const TIMEOUTS = { connectMs: 2_000, greetingMs: 300, socketMs: 600 }
/** More than there are people: who works with nobody is told from who works with some by fewer tries. */
const LANES = PEOPLE + 1
/** What was deferred is due by then. */
const LATER_MS = 2 * 3_600_000

/**
 * Every way in which a mail server can fail, one account each, and whether everybody ends in the right state.
 *
 * @param amount 2: also through Postfix's smtp-sink, where it is installed
 */
export async function smtp(amount: number): Promise<FaultOutcome> {
  const throughSink = amount > 1 && hasSmtpSink ? smtpSinkCases : []
  const broken = await eachCase([...smtpCases, ...throughSink], carryOut)
  const isLeftOut = amount > 1 && !hasSmtpSink
  const told = throughSink.length
    ? `, ${throughSink.length} through smtp-sink`
    : isLeftOut
      ? ', none through smtp-sink, which is not installed'
      : ''
  const end = broken.length ? '' : ', everybody in the right state'
  return { seen: [`${smtpCases.length} ways to fail${told}${end}`], broken }
}

/** Where an account is called slow, its fences take their time. */
const SLOW_FENCE = `
  create or replace function slow_fence() returns trigger language plpgsql as $$
  begin
    if exists (select from account where id = new.account_id and name = 'slow fence') then perform pg_sleep(0.3); end if;
    return new;
  end $$;
  create or replace trigger slow_fence before update on message for each row when (new.state = 'dot' and old.state = 'sending')
    execute function slow_fence();`

async function carryOut(ground: FaultGround, one: SmtpCase): Promise<string[]> {
  const account = await ground.account(one.policy ?? 'hold')
  const rename = 'update account set name = $2 where id = $1'
  if (one.slowFence) {
    await ground.owner.query(SLOW_FENCE)
    await ground.owner.query(rename, [account.account.id, 'slow fence'])
  }
  await account.press('user.invite', await account.people(PEOPLE))

  const isScripted = !one.isAway && !one.isSelfSigned && !one.sink
  const sick = isScripted ? await scriptedSmtpServer(structuredClone(one.script ?? {})) : null
  const signed = one.isSelfSigned ? await selfSignedServer() : null
  const own = signed ?? (one.sink ? await smtpSink(one.sink) : null)
  const port = sick?.port ?? own?.port ?? (await freePort())
  await sendAll(ground, urlOf(one, port), new Date(Date.now() + 1_000), one.paused ? LANES : 1)
  const wrong = await compareWithLedger(ground, account, one.meanwhile, {
    reason: one.reason ?? null,
    paused: one.paused,
  })
  if (sick) wrong.push(...whatWasNotReached(one, sick))
  if (signed?.connections === 0) wrong.push('nobody connected')
  await Promise.all([sick?.close(), own?.close()])

  await ground.owner.query(
    `update account set sending_paused_until = now() where sending_paused_until is not null`,
  )
  await ground.owner.query(rename, [account.account.id, 'well again'])
  const healthy = await scriptedSmtpServer()
  await sendAll(ground, `smtp://127.0.0.1:${healthy.port}`, new Date(Date.now() + LATER_MS))
  await healthy.close()
  wrong.push(...(await compareWithLedger(ground, account, one.afterwards ?? 'accepted', { paused: null })))

  const kept = [...(sick ? keptBy(sick, one.script ?? {}) : []), ...keptBy(healthy, {})]
  const copies = one.copies ?? PEOPLE
  if (kept.length !== copies) wrong.push(`${kept.length} copies arrived, ${copies} were to`)
  const { broken } = await ledgerTally(ground, account, kept)
  return [...wrong, ...broken]
}

/** A script that nobody came to would prove nothing of its step. */
function whatWasNotReached({ script = {} }: SmtpCase, { connections, heard }: ScriptedServer): string[] {
  const verbs = new Set<string>(heard.map(line => line.split(/[ :]/)[0]!))
  const isReached = (step: Step) =>
    step === 'greeting' ? connections > 0 : verbs.has(step === 'body' ? 'DATA' : step)
  const unreached = (Object.keys(script) as Step[]).filter(step => !isReached(step))
  return [...(connections ? [] : ['nobody connected']), ...unreached.map(step => `nobody came to ${step}`)]
}

const urlOf = ({ url }: SmtpCase, port: number) =>
  `smtp://${url?.signIn ? `${url.signIn}@` : ''}127.0.0.1:${port}${url?.search ?? ''}`

/** @param lanes one, where the answers of a script are to come in the order of the people */
async function sendAll({ database }: FaultGround, smtpUrl: string, now: Date, lanes = 1): Promise<void> {
  const { db, pool } = database
  const connections = connectionPool(parseSmtpUrl(smtpUrl), { lanes, timeouts: TIMEOUTS })
  const installation = { ...testInstallation, smtpUrl }
  await runOnce(sweeps({ db, installation }, { connections, lanes, pool }), db, now)
  await connections.close()
}

/** What the server took, or would have said it had. */
function keptBy({ messages }: ScriptedServer, { dot }: NonNullable<SmtpCase['script']>): SinkLine[] {
  return messages.flatMap((message, place) => {
    const answer = Array.isArray(dot) ? dot[place] : dot
    if (typeof answer === 'string' && /^[45]/.test(answer)) return []
    // A sender that had pipelined DATA behind a refused MAIL ends an empty message.
    const messageId = /^message-id:\s*<([^>]+)>/im.exec(message)?.[1]
    return messageId ? [{ to: '', messageId, atMs: 0 }] : []
  })
}

/** Offers TLS with the certificate that its library brings. */
async function selfSignedServer() {
  const server = new SMTPServer({ authOptional: true, disableReverseLookup: true, logger: false })
  server.on('error', () => {}) // whoever does not trust it hangs up
  const net = server.listen(0, '127.0.0.1')
  await once(net, 'listening')
  const signed = {
    port: (net.address() as AddressInfo).port,
    connections: 0,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
  net.on('connection', () => signed.connections++)
  return signed
}
