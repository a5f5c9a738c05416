import type { FaultAccount } from './fault-account.ts'
import { countedIn } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'
import type { SinkLine } from './mail-sink.ts'

type MessageRow = {
  id: string
  state: string
  is_resend: boolean
  outcome: string | null
  reason: string | null
  item_reason: string | null
  /** How often its final dot was let pass, but for those after which the server said "later", or a gateway "not from you". */
  dots: number
}

/** What the ledger says, held against what arrived. */
export type LedgerTally = {
  policy: 'hold' | 'retry'
  states: Record<string, number>
  lost: number
  doubled: number
  resent: number
  unconfirmed: number
  broken: string[]
}

export function tallyInWords({ policy, states, lost, doubled, resent, unconfirmed }: LedgerTally): string {
  const copies =
    policy === 'hold' ? `${doubled} doubled` : `${doubled} doubled, ${resent} resent (all same Message-ID)`
  return `${policy}: ${states.accepted ?? 0} sent, ${lost} lost, ${copies}, ${unconfirmed} unconfirmed`
}

const outcomeOf: Record<string, string> = {
  accepted: 'done',
  refused: 'failed',
  suppressed: 'skipped',
  cancelled: 'cancelled',
  unconfirmed: 'unconfirmed',
}

/**
 * Joins the mail server's own log with the database, after all has come to rest.
 *
 * Source: quality.md section 1, "Checked from outside".
 */
export async function ledgerTally(
  ground: FaultGround,
  owner: FaultAccount,
  accepted: SinkLine[],
): Promise<LedgerTally> {
  const { policy, account } = owner
  const messages = await ground.recorder.rows<MessageRow>(
    `select m.id, m.state, m.is_resend, m.reason, i.outcome, i.reason as item_reason,
            (select coalesce(sum(case when t.state = 'dot' then 1 when t.state = 'deferred' then -1
                                      when t.state = 'queued' and m.channel = 'sms' and not m.is_resend then -1 end), 0)::int
             from trail t where t.message_id = m.id and 'dot' in (t.state, t.from_state)) as dots
     from message m left join run_item i on i.account_id = m.account_id and i.run_id = m.run_id and i.subject_id = m.person_id
     where m.account_id = $1`,
    [account.id],
  )
  const broken: string[] = []
  if (!messages.length || !owner.runs.length)
    broken.push(`${policy}: nobody was written to, so nothing was shown`)
  const known = new Set(messages.map(message => `${message.id}@example.com`))
  const copies = new Map<string, number>()
  for (const { messageId } of accepted) {
    if (known.has(messageId)) copies.set(messageId, (copies.get(messageId) ?? 0) + 1)
  }
  const copiesOf = (message: MessageRow) => copies.get(`${message.id}@example.com`) ?? 0
  const mustBeNone = (what: string, wrong: MessageRow[]) => {
    if (wrong.length)
      broken.push(`${policy}: ${wrong.length} ${what}, such as ${wrong[0]!.id} (${wrong[0]!.state})`)
    return wrong.length
  }

  const lost =
    mustBeNone(
      'shown as sent never arrived',
      messages.filter(one => one.state === 'accepted' && !copiesOf(one)),
    ) +
    mustBeNone(
      'are still in the queue or in hand',
      messages.filter(one => !outcomeOf[one.state]),
    ) +
    mustBeNone(
      'are unconfirmed though no dot was let pass',
      messages.filter(one => one.state === 'unconfirmed' && !one.dots),
    )
  mustBeNone(
    'arrived, but are shown as not sent',
    messages.filter(one => copiesOf(one) && !['accepted', 'unconfirmed'].includes(one.state)),
  )
  mustBeNone(
    'arrived more often than dots were let pass',
    messages.filter(one => copiesOf(one) > one.dots),
  )
  const doubled = mustBeNone(
    'arrived more often than the policy allows',
    messages.filter(one => copiesOf(one) > (policy === 'retry' && one.is_resend ? 2 : 1)),
  )
  mustBeNone(
    'let more dots pass than the policy allows',
    messages.filter(one => one.dots > (one.is_resend ? 2 : 1)),
  )
  mustBeNone(
    'are marked as sent again under hold',
    messages.filter(one => policy === 'hold' && one.is_resend),
  )
  mustBeNone(
    'have a run item that says otherwise',
    messages.filter(one => one.outcome !== null && one.outcome !== outcomeOf[one.state]),
  )

  mustBeNone(
    'have a run item that gives another reason',
    messages.filter(one => one.outcome !== null && one.item_reason !== one.reason),
  )

  broken.push(
    ...(await strangersAmong(ground, accepted)),
    ...(await peopleBroken(ground, owner)),
    ...(await runsBroken(ground, owner)),
  )
  const count = (state: string) => messages.filter(one => one.state === state).length
  return {
    policy,
    states: Object.fromEntries(
      [...new Set(messages.map(one => one.state))].sort().map(state => [state, count(state)]),
    ),
    lost,
    doubled,
    resent: messages.filter(one => copiesOf(one) > 1).length,
    unconfirmed: count('unconfirmed'),
    broken,
  }
}

/** Copies that the ledger knows nothing of: with an id of their own, they would be nobody's second copy. */
async function strangersAmong({ recorder }: FaultGround, accepted: SinkLine[]): Promise<string[]> {
  const rows = await recorder.rows<{ id: string; to: string }>('select id, to_address as to from message')
  const addressOf = new Map(rows.map(({ id, to }) => [`${id}@example.com`, to]))
  const strange = accepted.filter(({ messageId }) => !addressOf.has(messageId))
  // A gateway's log may tell a number in another form.
  const astray = accepted.filter(
    ({ to, messageId }) => to.includes('@') && addressOf.has(messageId) && addressOf.get(messageId) !== to,
  )
  return [
    ...(strange.length
      ? [`${strange.length} copies have an id of no message, such as ${strange[0]!.messageId}`]
      : []),
    ...(astray.length
      ? [`${astray.length} messages arrived elsewhere, such as ${astray[0]!.messageId}`]
      : []),
  ]
}

/** Each is a query for people or invitations whose story contradicts the ledger. */
const STORIES: Record<string, string> = {
  'people whose message was refused are not in Error with its reason': `
    select s.person_id as id from person_state s join message m
      on m.account_id = s.account_id and m.invitation_id = s.invitation_id and m.kind = 'welcome' and m.state = 'refused'
    where s.account_id = $1 and (s.invitation_state, s.error_reason) is distinct from ('error', m.reason)`,
  'invitations are sent though their message was not accepted, or the reverse': `
    select i.id from invitation i join message m on m.account_id = i.account_id and m.invitation_id = i.id and m.kind = 'welcome'
    where i.account_id = $1 and (i.sent_at is not null) <> (m.state = 'accepted')`,
  'people are shown as invited though their message was not accepted': `
    select s.person_id as id from person_state s left join message m
      on m.account_id = s.account_id and m.invitation_id = s.invitation_id and m.kind = 'welcome'
    where s.account_id = $1 and s.invitation_state = 'sent' and m.state is distinct from 'accepted'`,
  'people are shown as waiting though nothing of theirs is under way': `
    select s.person_id as id from person_state s left join message m
      on m.account_id = s.account_id and m.invitation_id = s.invitation_id and m.kind = 'welcome'
    where s.account_id = $1 and s.invitation_state = 'waiting'
      and (m.state is null or m.state in ('accepted', 'refused', 'cancelled', 'suppressed') or s.is_unconfirmed <> (m.state = 'unconfirmed'))`,
  // A newer one whose message may or may not have arrived leaves the older one alive.
  'people have more than one live secret': `
    select person_id as id from invitation where account_id = $1 and state = 'sent' and replaced_at is null group by 1 having count(*) > 1`,
  'people whom a run says it wrote to have no message of it': `
    select i.subject_id as id from run_item i join run r on r.account_id = i.account_id and r.id = i.run_id
    where i.account_id = $1 and r.action = 'user.invite' and i.outcome in ('done', 'failed', 'unconfirmed') and not exists (
      select from message m where m.account_id = i.account_id and m.run_id = i.run_id and m.person_id = i.subject_id)`,
  'people have a live secret older than one that was accepted': `
    select i.id from invitation i where i.account_id = $1 and i.state = 'sent' and i.replaced_at is null and exists (
      select from invitation n where n.account_id = i.account_id and n.person_id = i.person_id and n.generation > i.generation and n.sent_at is not null)`,
}

async function peopleBroken(ground: FaultGround, { account, policy }: FaultAccount): Promise<string[]> {
  const broken: string[] = []
  for (const [what, query] of Object.entries(STORIES)) {
    const wrong = await ground.recorder.rows<{ id: string }>(query, [account.id])
    if (wrong.length) broken.push(`${policy}: ${wrong.length} ${what}, such as ${wrong[0]!.id}`)
  }
  return broken
}

/** Every run is over, and what GET answers is the group-by of its items, as many as were selected. */
async function runsBroken(
  ground: FaultGround,
  { account, policy, runs, run }: FaultAccount,
): Promise<string[]> {
  const broken: string[] = []
  for (const { id, people } of runs) {
    const grouped = await ground.recorder.rows<{ outcome: keyof typeof answer.counts; count: number }>(
      'select outcome, count(*)::int from run_item where account_id = $1 and run_id = $2 group by 1',
      [account.id, id],
    )
    const answer = await run(id)
    const isSame = grouped.every(({ outcome, count }) => answer.counts[outcome] === count)
    if (countedIn(answer) !== people || answer.selected !== people || !isSame) {
      broken.push(
        `${policy}: run ${id} of ${people} counts ${JSON.stringify(answer.counts)}, its items ${JSON.stringify(grouped)}`,
      )
    }
    if (answer.state !== 'completed' || answer.counts.pending) {
      broken.push(`${policy}: run ${id} is ${answer.state} with ${answer.counts.pending} pending`)
    }
  }
  return broken
}
