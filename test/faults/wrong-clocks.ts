import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultOutcome } from './fault.ts'
import { faultGround } from './fault-ground.ts'
import { startMailSink } from './mail-sink.ts'
import { realWorkers } from './real-worker.ts'

const hourMs = 3_600_000
const SKEWS_MS = [9_600 * hourMs, -9_600 * hourMs, hourMs, -hourMs]
const PEOPLE = 20
const PATIENCE_MS = 30_000
/** Long enough for the worker to have looked. */
const LOOKS_MS = 2_500

/** Workers on machines whose clocks are wrong by an hour and by 400 days: what is due goes by the database's clock alone. */
export async function wrongClocks(amount: number): Promise<FaultOutcome> {
  const skews = SKEWS_MS.slice(0, amount)
  const broken = await Promise.all(skews.map(skewMs => workWith(skewMs)))
  return { seen: [`workers' clocks wrong by ${skews.map(inHours).join(', ')}`], broken: broken.flat() }
}

const inHours = (ms: number) => `${ms > 0 ? '+' : ''}${ms / hourMs} h`

/** What the worker itself said about the time when it began. */
function isWrongBy(skewMs: number, folder: string): boolean {
  const [, clock] = /"clock":"([^"]+)"/.exec(fs.readFileSync(path.join(folder, 'workers.log'), 'utf8')) ?? []
  return Math.abs(Date.parse(clock ?? '') - skewMs - Date.now()) < PATIENCE_MS
}

async function workWith(skewMs: number): Promise<string[]> {
  const ground = await faultGround()
  const sink = await startMailSink(ground.folder, 0)
  const broken: string[] = []
  try {
    const account = await ground.account('hold')
    const { id } = account.account
    const arrived = async () => {
      const [row] = await ground.recorder.rows<{ welcomes: number; followUps: number }>(
        `select count(*) filter (where kind = 'welcome')::int as welcomes, count(*) filter (where kind = 'follow-up')::int as "followUps"
         from message where account_id = $1 and state = 'accepted'`,
        [id],
      )
      return row!
    }
    const inTime = async (isSo: () => Promise<boolean>) => {
      for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await wait(50))
        if (await isSo()) return
      broken.push(`${inHours(skewMs)}: not done in time: ${JSON.stringify(await arrived())}`)
    }
    const worker = realWorkers({ ...ground, smtpUrl: sink.url, skewMs }, 'skewed')()
    await account.press('user.invite', await account.people(PEOPLE))
    await inTime(async () => (await arrived()).welcomes === PEOPLE)
    if (!isWrongBy(skewMs, ground.folder))
      broken.push(`${inHours(skewMs)}: the worker's clock is not wrong by that`)
    await wait(LOOKS_MS)
    if ((await arrived()).followUps) broken.push(`${inHours(skewMs)}: follow-ups left before their day`)
    await ground.owner.query(
      `update invitation set sent_at = sent_at - interval '73 hours', expires_at = expires_at - interval '73 hours',
         next_follow_up_at = next_follow_up_at - interval '73 hours' where account_id = $1`,
      [id],
    )
    await inTime(async () => (await arrived()).followUps === PEOPLE)
    await wait(LOOKS_MS)
    if ((await arrived()).followUps !== PEOPLE)
      broken.push(`${inHours(skewMs)}: more than one follow-up left`)
    await worker.stop()
    return broken
  } finally {
    await sink.stop()
    await ground.close(broken.length > 0)
  }
}
