import { lookAtInvitation } from '../../server/features/invitations/join.ts'
import { secretOf } from '../../server/features/invitations/secret.ts'
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import type { SinkLine } from './mail-sink.ts'
import type { Race } from './race-acts.ts'

const LINKS_AT_ONCE = 8

type Sent = {
  personId: string
  messageId: string
  invitationId: string
  to: string
  isOldAddress: boolean
  state: string
  dotMs: number | null
  dotWhileUnwanted: boolean
}

/** What races broke, seen from outside: what the mail server has, what links still open, who was let in. */
export async function racesBroken(
  ground: FaultGround,
  account: FaultAccount,
  races: Race[],
  arrived: SinkLine[],
): Promise<string[]> {
  const sent = await sentTo(ground, account)
  const promised = await promisedByRuns(ground, account)
  const copies = new Map<string, number>()
  for (const { to } of arrived) copies.set(to, (copies.get(to) ?? 0) + 1)
  const broken = races.flatMap(({ odd }) => odd)
  const mustBeNone = (what: string, wrong: Race[]) => {
    if (wrong.length)
      broken.push(`${wrong.length} ${what}, such as ${wrong[0]!.personId} (${wrong[0]!.kind})`)
  }
  const messagesOf = ({ personId }: Race) => sent.get(personId) ?? []
  const isLate = ({ committedMs }: Race, { isOldAddress, dotMs }: Sent) =>
    committedMs !== null && isOldAddress && dotMs !== null && dotMs > committedMs

  mustBeNone(
    'messages passed their fence after it was forbidden',
    races.filter(race => messagesOf(race).some(one => isLate(race, one) || one.dotWhileUnwanted)),
  )
  mustBeNone(
    'people were let in after they had been inactivated',
    races.filter(({ letIn }) => letIn > 0),
  )
  mustBeNone(
    'have not as many messages as invitations were promised',
    races.filter(race => messagesOf(race).length !== race.promised + (promised.get(race.personId) ?? 0)),
  )
  mustBeNone(
    'were written to twice by one run of two admins',
    races.filter(race => race.kind === 'same run' && messagesOf(race).length !== 1),
  )
  mustBeNone(
    'have other mail at the server than the ledger says',
    races.filter(race => {
      const theirs = messagesOf(race)
      const here = [...new Set(theirs.map(one => one.to))].reduce((sum, to) => sum + (copies.get(to) ?? 0), 0)
      return here !== theirs.filter(one => one.state === 'accepted').length
    }),
  )
  broken.push(...(await linksBroken(ground, account, races, sent)))
  return broken
}

export function racesInWords(races: Race[]): string[] {
  const sum = (of: (race: Race) => number) => races.reduce((total, race) => total + of(race), 0)
  const letIn = sum(race => race.letIn)
  return [`${letIn} of ${letIn + sum(race => race.refused)} requests let in afterwards`]
}

async function sentTo({ recorder }: FaultGround, { account }: FaultAccount): Promise<Map<string, Sent[]>> {
  const rows = await recorder.rows<Sent>(
    `select m.person_id as "personId", m.id as "messageId", m.invitation_id as "invitationId", m.to_address as to, m.state,
       m.to_address like 'user-%' as "isOldAddress",
       max(extract(epoch from t.at)::float8 * 1000) filter (where t.state = 'dot') as "dotMs",
       coalesce(bool_or(t.was_unwanted) filter (where t.state = 'dot'), false) as "dotWhileUnwanted"
     from message m left join trail t on t.message_id = m.id
     where m.account_id = $1 group by m.account_id, m.id`,
    [account.id],
  )
  return Map.groupBy(rows, row => row.personId)
}

/** How many invitations runs say they wrote to each person. */
async function promisedByRuns(
  { recorder }: FaultGround,
  { account }: FaultAccount,
): Promise<Map<string, number>> {
  const rows = await recorder.rows<{ id: string; count: number }>(
    `select i.subject_id as id, count(*)::int from run_item i join run r on r.account_id = i.account_id and r.id = i.run_id
     where i.account_id = $1 and r.action = 'user.invite' and i.outcome <> 'skipped' group by 1`,
    [account.id],
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}

/** Links to an address that is theirs no more, or of who is inactive, open nothing; the newest of everybody else does. */
async function linksBroken(
  { database, installation }: FaultGround,
  { account }: FaultAccount,
  races: Race[],
  sent: Map<string, Sent[]>,
): Promise<string[]> {
  const context = { db: database.db, installation }
  const left = races.slice()
  const broken: string[] = []
  const lane = async () => {
    for (let race = left.pop(); race; race = left.pop()) {
      for (const { invitationId, isOldAddress, state } of sent.get(race.personId) ?? []) {
        const secret = secretOf(installation.secret, account.id, invitationId)
        const view = await lookAtInvitation(context, secret)
        const mustBeDead = race.kind === 'inactivated' || (race.kind === 'moved' && isOldAddress)
        if (mustBeDead && view.state === 'open')
          broken.push(`the link of ${race.personId} (${race.kind}) still opens, its message is ${state}`)
        if (race.kind === 'same run' && view.state !== 'open')
          broken.push(`the link of ${race.personId} (${race.kind}) is ${view.state}`)
      }
    }
  }
  await Promise.all(Array.from({ length: LINKS_AT_ONCE }, lane))
  return broken
}
