import type { TestAccount } from '../account.ts'
import type { ClockGround } from './clock.ts'

export type Fate = 'joined' | 'inactivated' | 'revoked'
/** Somebody invited, and what became of them: after it, nothing may come. */
export type Invited = { id: string; email: string; fate: Fate | null; mailsThen: number }

const LAST = 3

export const mailsTo = ({ sink }: ClockGround, { email }: Invited) =>
  sink.recipients().filter(to => to === email).length

type FollowUp = {
  personId: string
  ordinal: number
  state: string
  reason: string | null
  /** By the clock that stood then: days from the acceptance of the welcome message to that of this one. */
  afterDays: number | null
  isOver: boolean
}

/** Everybody's follow-ups after all has ended: each at most once, never early, or not sent with its reason; none too many. */
export async function whatTheClockBroke(ground: ClockGround, account: TestAccount, people: Invited[]) {
  const { rows } = await ground.owner.query<FollowUp>(
    `select m.person_id as "personId", m.ordinal, m.state, m.reason,
            (extract(epoch from m.answered_at - i.sent_at) / 86400)::float8 as "afterDays",
            i.ended_at is not null as "isOver"
     from message m join invitation i on i.account_id = m.account_id and i.id = m.invitation_id
     where m.account_id = $1 and m.kind = 'follow-up'`,
    [account.id],
  )
  const { rows: open } = await ground.owner.query<{ personId: string; isOver: boolean; welcomes: number }>(
    `select person_id as "personId", bool_or(ended_at is not null and state <> 'expired') as "isOver", count(sent_at)::int as welcomes
     from invitation where account_id = $1 group by 1`,
    [account.id],
  )
  const days = [3, 7, 14]
  const broken: string[] = []
  for (const one of people) {
    const theirs = rows.filter(row => row.personId === one.id)
    const sent = theirs.filter(row => row.state === 'accepted')
    const who = `${one.email.split('@')[0]!.split('-')[0]} (${one.fate ?? 'never joined'})`
    for (let ordinal = 1; ordinal <= LAST; ordinal++) {
      const of = theirs.filter(row => row.ordinal === ordinal)
      if (of.length > 1) broken.push(`${who}: follow-up ${ordinal} is there ${of.length} times`)
      const isTold = of.length === 1 || open.some(row => row.personId === one.id && row.isOver)
      if (!isTold) broken.push(`${who}: follow-up ${ordinal} was neither sent nor recorded as not sent`)
    }
    for (const row of theirs) {
      if (row.ordinal > LAST) broken.push(`${who}: follow-up ${row.ordinal} came after the last`)
      if (row.state !== 'accepted' && row.state !== 'cancelled')
        broken.push(`${who}: follow-up ${row.ordinal} is ${row.state} after all has ended`)
      if (row.state === 'cancelled' && !row.reason)
        broken.push(`${who}: follow-up ${row.ordinal} tells no reason`)
      if (row.state === 'accepted' && row.afterDays! < days[row.ordinal - 1]!)
        broken.push(`${who}: follow-up ${row.ordinal} left early, after ${row.afterDays} days`)
    }
    const isReminded = one === people[0]
    const mails = mailsTo(ground, one)
    const welcomes = open.find(row => row.personId === one.id)?.welcomes ?? 0
    if (!isReminded && mails !== sent.length + welcomes)
      broken.push(
        `${who}: ${mails} messages came, ${sent.length} follow-ups and ${welcomes} welcome messages are on record`,
      )
    // Of their company's form people are reminded until it is submitted, joined or not; inactivated, they are not.
    const goesOn = isReminded && one.fate !== 'inactivated'
    if (one.fate && mails > one.mailsThen && !goesOn)
      broken.push(`${who}: ${mails - one.mailsThen} came afterwards`)
  }
  return { sent: rows.filter(row => row.state === 'accepted').length, broken }
}

/** Reminders of the prequalification form: never in the first week, and at most one in each week of the form's own. */
export async function remindersInOrder({ owner }: ClockGround, account: TestAccount): Promise<string[]> {
  const { rows } = await owner.query<{ week: number; count: number }>(
    `select floor(extract(epoch from m.answered_at - w.answered_at) / 604800)::int as week, count(*)::int
     from message m join message w on w.account_id = m.account_id and w.invitation_id = m.invitation_id and w.kind = 'prequalification'
     where m.account_id = $1 and m.kind = 'prequalification-reminder' and m.state = 'accepted' group by 1`,
    [account.id],
  )
  return rows.flatMap(({ week, count }) =>
    week < 1
      ? [`a form was reminded of in week ${week}`]
      : count > 1
        ? [`a form was reminded of ${count} times in week ${week}`]
        : [],
  )
}
