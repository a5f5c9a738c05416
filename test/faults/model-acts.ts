import { inAccount } from '../../server/db/connect.ts'
import { declineInvitation } from '../../server/features/invitations/decline.ts'
import { invitationStop } from '../../server/features/invitations/index.ts'
import { join } from '../../server/features/invitations/join.ts'
import { secretOf } from '../../server/features/invitations/secret.ts'
import { Problem } from '../../server/lib/problem.ts'
import { type TestAccount, testInstallation, testPassword } from '../account.ts'
import type { Ground, Life, Neighbours } from './model-lives.ts'
import { reportOfMail, reportOfPhone } from './model-reports.ts'
import { type Channel, DAYS, isHeld, type Step } from './model-steps.ts'

/** Steps that are one press over many. */
const PRESSED: Record<string, Step[]> = {
  'user.invite': ['invite', 'refused', 'unheard once', 'unheard', 'put off', 'put off once more'],
  'user.send-again': ['send again in bulk'],
  'user.confirm-arrival': ['arrived in bulk'],
  'user.inactivate': ['inactivate'],
  'user.reactivate': ['reactivate'],
}
/** Steps from somebody's row. */
const BY_HAND = { revoke: '/revoke', cancel: '/cancel', arrived: '/confirm' }

/** Everybody takes the step that is theirs: what admins do first, then what invitees do, then what is reported. */
export async function takeStep(ground: Ground, accounts: Neighbours[], step: number): Promise<void> {
  for (const { lives } of accounts)
    for (const { addresses, invitee, moves, scripted } of lives) {
      const { answers } = moves[step]!
      // Who waits already is not invited: what their servers say of that goes on.
      if (answers && invitee.state !== 'waiting')
        for (const channel of scripted) ground.answers.set(addresses[channel]!, [...answers[channel]])
    }
  for (const { account, lives } of accounts) await ofAdmins(ground, account, lives, step)
  await ground.look()
  for (const { account, lives } of accounts) await ofAdminsAtOnce(ground, account, lives, step)
  await ground.look()
  for (const { account, lives } of accounts) await ofOthers(ground, account, lives, step)
  // An SMS in place of what came back.
  await ground.look()
}

const doing = (lives: Life[], step: number, ...names: Step[]) =>
  lives.filter(({ moves }) => names.includes(moves[step]!.step))

async function ofAdmins(ground: Ground, account: TestAccount, lives: Life[], step: number): Promise<void> {
  for (const [action, names] of Object.entries(PRESSED))
    await press(ground, account, action, doing(lives, step, ...names))
  for (const life of doing(lives, step, 'hold', 'hold, then once more', 'send again with a hold'))
    await hold(ground, account, life, step)
}

async function ofAdminsAtOnce(
  { ask }: Ground,
  account: TestAccount,
  lives: Life[],
  step: number,
): Promise<void> {
  // Refused where there is nothing to do it to.
  for (const [name, what] of Object.entries(BY_HAND))
    for (const { id } of doing(lives, step, name as Step))
      mustBeAnswered(await ask(account, 'POST', `/people/${id}/invitation${what}`))
  // It stands where *Invite* does.
  for (const { id } of doing(lives, step, 'send again')) {
    const { body } = await ask(account, 'GET', `/people/${id}`)
    if (body.invitation.button.action === 'send-again')
      mustBeAnswered(await ask(account, 'POST', `/people/${id}/invitation`))
  }
  for (const { heldBy } of doing(lives, step, 'call back'))
    if (heldBy) mustBeAnswered(await ask(account, 'POST', `/runs/${heldBy}/cancel`))
}

type Known = {
  person: string
  /** The invitation whose message was handed over last. */
  link: string | null
  /** Their newest invitation's message by each channel, and by which of them the newest of all is. */
  email: string | null
  sms: string | null
  newest: Channel | null
  /** The messages of the invitation before the newest, and the last reminders of the newest. */
  emailBefore: string | null
  smsBefore: string | null
  emailReminder: string | null
  smsReminder: string | null
  /** A reminder that came by e-mail. */
  reminder: string | null
}

async function knownOf({ owner }: Ground, account: TestAccount): Promise<Map<string, Known>> {
  const { rows } = await owner.query<Known>(
    `with aged as (
       select m.*, dense_rank() over (partition by m.person_id order by i.generation desc) as age
       from message m join invitation i on i.account_id = $1 and i.id = m.invitation_id where m.account_id = $1),
     welcome as (select * from aged where kind = 'welcome'),
     reminder as (select distinct on (person_id, channel) * from aged
       where kind = 'follow-up' and state = 'accepted' and age = 1 order by person_id, channel, ordinal desc)
     select s.person_id as person,
            (select m.invitation_id from welcome m where m.person_id = s.person_id
               and m.dot_at is not null and m.state not in ('refused', 'bounced', 'suppressed') order by m.created_at desc, m.id desc limit 1) as link,
            (select m.id from welcome m where m.person_id = s.person_id and m.channel = 'email' order by m.created_at desc, m.id desc limit 1) as email,
            (select m.id from welcome m where m.person_id = s.person_id and m.channel = 'sms' order by m.created_at desc, m.id desc limit 1) as sms,
            (select m.id from welcome m where m.person_id = s.person_id and m.channel = 'email' and age = 2) as "emailBefore",
            (select m.id from welcome m where m.person_id = s.person_id and m.channel = 'sms' and age = 2) as "smsBefore",
            (select m.id from reminder m where m.person_id = s.person_id and m.channel = 'email') as "emailReminder",
            (select m.id from reminder m where m.person_id = s.person_id and m.channel = 'sms') as "smsReminder",
            (select m.channel from welcome m where m.person_id = s.person_id order by m.created_at desc, m.id desc limit 1) as newest,
            (select m.id from message m where m.account_id = $1 and m.person_id = s.person_id and m.kind = 'follow-up'
             and m.state = 'accepted' and m.channel = 'email' limit 1) as reminder
     from person_state s where s.account_id = $1`,
    [account.id],
  )
  return new Map(rows.map(row => [row.person, row]))
}

/** What invitees do with the link that they have, and what servers report. */
async function ofOthers(ground: Ground, account: TestAccount, lives: Life[], step: number): Promise<void> {
  const { database, installation } = ground
  const byPerson = await knownOf(ground, account)
  const known = (name: Step) => doing(lives, step, name).map(life => ({ life, ...byPerson.get(life.id)! }))
  const secret = (invitation: string) => secretOf(testInstallation.secret, account.id, invitation)
  // Not over HTTP: so many links from one address are held up there.
  for (const { link } of known('accept'))
    if (link) await unlessRefused(join(database.db, secret(link), testPassword, null))
  for (const { link } of known('decline'))
    if (link) await unlessRefused(declineInvitation(database.db, secret(link), 'decline'))
  for (const { reminder } of known('stop reminders'))
    if (reminder)
      await inAccount(database.db, account.id, tx =>
        invitationStop(installation).stop(tx, { accountId: account.id, id: reminder }),
      )
  for (const name of ['bounce', 'missed', 'delivered', 'complain', 'welcome back'] as const)
    for (const { life, newest, ...messages } of known(name)) {
      const { by = newest ?? life.scripted[0]!, of } = life.moves[step]!
      const message = messages[of ? (`${by}${of}` as const) : by]
      if (by === 'email') await reportOfMail(ground, account, name, { message })
      else await reportOfPhone(ground, account, name, { message, phone: life.addresses.sms! })
    }
}

async function press(
  { ask }: Ground,
  account: TestAccount,
  action: string,
  lives: Life[],
): Promise<string | undefined> {
  if (!lives.length) return undefined
  const payload = { selection: { ids: lives.map(life => life.id) } }
  const pressed = await ask(account, 'POST', `/bulk-actions/${action}/runs`, { payload })
  if (pressed.status >= 300) throw new Error(`${action}: ${JSON.stringify(pressed.body)}`)
  return pressed.body.id
}

/** A run for them alone, that can be called back for a day. */
async function hold(ground: Ground, account: TestAccount, life: Life, step: number): Promise<void> {
  const set = (seconds: number) =>
    ground.owner.query('update account set bulk_hold_seconds = $2 where id = $1', [account.id, seconds])
  await set(DAYS.hold * 86_400)
  const action = isHeld(life.moves[step]!.step) ? 'user.invite' : 'user.send-again'
  const run = await press(ground, account, action, [life])
  await set(0)
  const { state, isUnconfirmed } = life.invitee
  const acts = action === 'user.invite' ? state !== 'waiting' : isUnconfirmed
  if (acts) life.heldBy = run!
}

/** Refused or not: that the program failed would pass for a refusal. */
function mustBeAnswered({ status, body }: { status: number; body: unknown }): void {
  if (status >= 500) throw new Error(`answered with ${status} ${JSON.stringify(body)}`)
}

/** A link that works no more is refused; whether it was to be, the comparison tells. */
async function unlessRefused(done: Promise<unknown>): Promise<void> {
  await done.catch(error => {
    if (!(error instanceof Problem && error.code === 'link-not-usable')) throw error
  })
}
