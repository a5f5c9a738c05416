import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import type { SinkLine } from './mail-sink.ts'
import { type Race, type RaceKind, raceKinds } from './race-acts.ts'

/** Where somebody's first message was when what raced it was decided. */
const stages = ['not written', 'queued', 'claimed', 'in DATA', 'after the dot', 'answered'] as const
type Stage = (typeof stages)[number]

/** Shares of the races of a kind, without which it was not raced: a third and less of what a busy machine brings about. */
const LEAST_IN_DATA: Record<RaceKind, number> = {
  'same run': 0.01,
  again: 0.03,
  moved: 0.05,
  inactivated: 0.05,
}
/** Nothing turns away what another press, or another invitation, was refused for. */
const LEAST_TURNED_AWAY: Record<RaceKind, number> = { 'same run': 0, again: 0, moved: 0.2, inactivated: 0.2 }
/** Races in which shares mean something. */
const ENOUGH_FOR_SHARES = 1_000

type First = {
  personId: string
  to: string
  claimedMs: number | null
  dotMs: number | null
  cancelledMs: number | null
  answeredMs: number | null
  /** When a run passed them over, since they were being invited. */
  skippedMs: number | null
}

/** Of everybody the first message that was to go to the address they had. */
export async function firstMessages(
  { recorder }: FaultGround,
  { account }: FaultAccount,
): Promise<Map<string, First>> {
  const when = (state: string) =>
    `(select extract(epoch from min(t.at))::float8 * 1000 from trail t where t.message_id = m.id and t.state = '${state}')`
  const rows = await recorder.rows<First>(
    `select distinct on (m.person_id) m.person_id as "personId", m.to_address as to, ${when('sending')} as "claimedMs",
       ${when('dot')} as "dotMs", ${when('cancelled')} as "cancelledMs", ${when('accepted')} as "answeredMs",
       (select extract(epoch from max(i.settled_at))::float8 * 1000 from run_item i
        join run r on r.account_id = i.account_id and r.id = i.run_id
        where i.account_id = $1 and i.subject_id = m.person_id and r.action = 'user.invite' and i.outcome = 'skipped') as "skippedMs"
     from message m where m.account_id = $1 and m.to_address like 'user-%' order by m.person_id, m.created_at, m.id`,
    [account.id],
  )
  return new Map(rows.map(row => [row.personId, row]))
}

/** Of each kind: how many met their message where, and that enough of them met it in DATA. */
export function whereTheyMet(
  races: Race[],
  first: Map<string, First>,
  lines: SinkLine[],
): { seen: string[]; broken: string[] } {
  const offered = Map.groupBy(lines, line => line.to)
  const broken: string[] = []
  let inData = 0
  const seen = raceKinds.map(kind => {
    const theirs = races.filter(race => race.kind === kind)
    const met = Map.groupBy(theirs, race => stageOf(race, first.get(race.personId), offered))
    const count = (stage: Stage) => met.get(stage)?.length ?? 0
    const turnedAway = theirs.filter(({ personId }) =>
      offered.get(first.get(personId)?.to ?? '')?.some(line => line.isVoid),
    ).length
    const demand = (what: string, count: number, share: number) => {
      const least = races.length < ENOUGH_FOR_SHARES ? 0 : Math.ceil(theirs.length * share)
      if (!(count >= least))
        broken.push(`only ${count} of ${theirs.length} ${kind} ${what}, ${least} at least expected`)
    }
    demand('met their message in DATA', count('in DATA'), LEAST_IN_DATA[kind])
    demand('had it turned away', turnedAway, LEAST_TURNED_AWAY[kind])
    inData += count('in DATA')
    return `${theirs.length} ${kind} (${stages.map(stage => `${count(stage)} ${stage}`).join(', ')}; ${turnedAway} turned away)`
  })
  if (!inData) broken.push('nothing met its message in DATA')
  return { seen, broken }
}

function stageOf(race: Race, first: First | undefined, offered: Map<string, SinkLine[]>): Stage {
  if (!first) return 'not written'
  const { claimedMs, dotMs, answeredMs } = first
  const decidedMs = decidedAt(race, first)
  if (claimedMs === null || decidedMs < claimedMs) return 'queued'
  const isInData = offered
    .get(first.to)
    ?.some(({ beganMs, atMs }) => beganMs! <= decidedMs && decidedMs <= atMs)
  if (dotMs === null || decidedMs < dotMs) return isInData ? 'in DATA' : 'claimed'
  return answeredMs === null || decidedMs < answeredMs ? 'after the dot' : 'answered'
}

/** What ends a message does so when it cancels it; who is invited already is passed over, or their request turned away. */
function decidedAt(race: Race, { cancelledMs, skippedMs }: First): number {
  if (race.committedMs !== null) return cancelledMs ?? race.committedMs
  const turnedAwayMs = race.promised ? null : race.answeredMs
  return turnedAwayMs ?? skippedMs ?? Number.POSITIVE_INFINITY
}
