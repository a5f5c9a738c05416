import { connectionPool, parseSmtpUrl } from '../../server/features/delivery/index.ts'
import { smsWay } from '../../server/main/sms-way.ts'
import { sweeps } from '../../server/registry.ts'
import { runOnce } from '../../server/sweeps/index.ts'
import { compareWithLedger, PEOPLE } from './case-check.ts'
import { eachCase } from './each-case.ts'
import type { FaultOutcome } from './fault.ts'
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import { ledgerTally } from './ledger-check.ts'
import type { SinkLine } from './mail-sink.ts'
import { caseGateway } from './sms-case-gateway.ts'
import { type SmsCase, smsCases } from './sms-cases.ts'

const TIMEOUTS = { connectMs: 2_000, answerMs: 1_000 }
const LATER_MS = 2 * 3_600_000
/** Messages a second where it is looked whether they come slower. */
const PACE = 8
/** On average: between as fast as before and half as fast, as what comes first may come late. */
const LEAST_GAP_MS = (1000 / PACE) * 1.4

/** Every way in which an SMS gateway can fail, over HTTP and over SMPP, one account each. */
export async function sms(): Promise<FaultOutcome> {
  const broken = await eachCase(smsCases, carryOut)
  const count = (way: SmsCase['way']) => smsCases.filter(one => one.way === way).length
  return { seen: [`${count('kannel')} ways to fail over HTTP, ${count('smpp')} over SMPP`], broken }
}

async function carryOut(ground: FaultGround, one: SmsCase): Promise<string[]> {
  const account = await ground.account(one.policy ?? 'hold', 'phone')
  await account.press('user.invite', await account.people(PEOPLE))

  const sick = await caseGateway(one, one.slowsDown ? PACE : undefined)
  await sendAll(ground, sick.url, new Date(Date.now() + 1_000))
  const wrong = await compareWithLedger(ground, account, one.meanwhile, {
    reason: one.reason ?? null,
    paused: one.paused,
  })
  const tries = sick.tries()
  const wanted = one.isAway ? 0 : Math.max(1, one.answers?.length ?? 0)
  if (tries < wanted) wrong.push(`the gateway was tried ${tries} times, its answers need ${wanted}`)
  const gaps = sick.gapsMs().slice(1)
  const meanGapMs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  if (one.slowsDown && !(meanGapMs >= LEAST_GAP_MS))
    wrong.push(`it went on as fast as before: ${gaps.map(Math.round).join(', ')} ms apart`)
  await sick.close()

  await ground.owner.query('update account set sms_paused_until = now() where sms_paused_until is not null')
  const well = await caseGateway({ way: one.way })
  await sendAll(ground, well.url, new Date(Date.now() + LATER_MS), async () => {
    wrong.push(...(await compareWithLedger(ground, account, one.afterwards ?? 'accepted', { paused: null })))
    const taken = [...sick.taken(), ...well.taken()]
    const copies = one.copies ?? PEOPLE
    if (taken.length !== copies) wrong.push(`${taken.length} copies were taken, ${copies} were to be`)
    wrong.push(...(await ledgerTally(ground, account, await linesOf(ground, account, taken))).broken)
    for (const [place, receipt] of (one.receipts ?? []).entries()) {
      const status = await well.report(taken[place]!.slice(1), receipt)
      if (status !== 0) wrong.push(`the receipt ${receipt} was answered with status ${status}`)
    }
    if (one.reported)
      wrong.push(...(await compareWithLedger(ground, account, one.reported, { paused: null })))
  })
  await well.close()
  return wrong
}

/** @param whileOpen afterwards, before the way to the gateway is closed: what it reports comes on the same session */
async function sendAll(
  { database: { db, pool }, installation: of }: FaultGround,
  smsUrl: string,
  now: Date,
  whileOpen = async () => {},
): Promise<void> {
  const installation = { ...of, smsUrl }
  const way = (await smsWay(db, installation, TIMEOUTS))!
  const nowhere = connectionPool(parseSmtpUrl('smtp://127.0.0.1:1'), { lanes: 1 })
  try {
    const ways = { connections: nowhere, lanes: 1, pool, sms: way.gateway }
    await runOnce(sweeps({ db, installation }, ways), db, now)
    await whileOpen()
  } finally {
    await way.end()
    await nowhere.close()
  }
}

/** What was taken, as the mail server's log would have it: by the id of the message to that number. */
async function linesOf(
  { recorder }: FaultGround,
  { account }: FaultAccount,
  taken: string[],
): Promise<SinkLine[]> {
  const rows = await recorder.rows<{ id: string; to: string }>(
    'select id, to_address as to from message where account_id = $1',
    [account.id],
  )
  const idOf = new Map(rows.map(({ id, to }) => [to, id]))
  return taken.map(to => ({ to, messageId: `${idOf.get(to)}@example.com`, atMs: 0 }))
}
