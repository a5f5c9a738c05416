import type { FaultGround } from './fault-ground.ts'

/** From just before the database was killed until it took writes again. */
export type Outage = { fromMs: number; untilMs: number }

/** Of the times when the database went away while messages lay between dot and answer. */
const LEAST_SHARE_MET = 0.8

/** Of the mail server to a dot, on a busy machine: whose dot was let pass before that had an answer when the database went. */
const LONGEST_ANSWER_MS = 1_000

/**
 * Only who lay between dot and answer while the database was away may be in doubt; and there have to be such, or nothing
 * was shown.
 *
 * @param doubtful messages that ended unconfirmed or arrived twice
 */
export async function doubtsOutsideOutages(
  { recorder }: FaultGround,
  outages: Outage[],
  doubtful: number,
): Promise<{ seen: string; broken: string[] }> {
  // Each time that a dot was let pass: when, and when and how that ended.
  const flights = await recorder.rows<{ id: string; fromMs: number; toMs: number; ended: string }>(
    `select id, "fromMs", coalesce("toMs", 'infinity') as "toMs", coalesce(ended, '') as ended from (
       select message_id as id, state, extract(epoch from at)::float8 * 1000 as "fromMs",
         lead(extract(epoch from at)::float8 * 1000) over next as "toMs", lead(state::text) over next as ended
       from trail window next as (partition by message_id order by seq)) t
     where state = 'dot'`,
  )
  const inFlightAt = ({ fromMs }: Outage) =>
    flights.filter(one => one.fromMs <= fromMs && one.toMs >= fromMs).length
  const caught = outages.map(inFlightAt)
  const inFlight = caught.reduce((sum, count) => sum + count, 0)
  const met = caught.filter(count => count > 0).length
  const doubted = flights.filter(({ ended }) => ended === 'unconfirmed' || ended === 'queued')
  const groundless = doubted.filter(
    one =>
      !outages.some(
        ({ fromMs, untilMs }) => one.fromMs <= untilMs && one.fromMs >= fromMs - LONGEST_ANSWER_MS,
      ),
  )
  const broken: string[] = []
  if (!(met >= outages.length * LEAST_SHARE_MET))
    broken.push(
      `only ${met} of ${outages.length} times something lay between dot and answer when the database went`,
    )
  if (groundless.length)
    broken.push(
      `${groundless.length} were in doubt though the database was there, such as ${groundless[0]!.id}`,
    )
  if (doubtful > inFlight)
    broken.push(`${doubtful} are unconfirmed or were sent again; ${inFlight} lay between dot and answer`)
  return {
    seen: `${inFlight} between dot and answer when it went, ${doubtful} of them unconfirmed or sent again`,
    broken,
  }
}
