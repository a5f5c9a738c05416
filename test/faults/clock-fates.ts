import { inAccount } from '../../server/db/connect.ts'
import { noteMailReport } from '../../server/features/delivery/bounces/note-mail-report.ts'
import { suppress } from '../../server/features/delivery/suppression/suppress.ts'
import { declineInvitation } from '../../server/features/invitations/decline.ts'
import { invitationStop } from '../../server/features/invitations/index.ts'
import { secretOf } from '../../server/features/invitations/secret.ts'
import { Problem } from '../../server/lib/problem.ts'
import { messageKinds } from '../../server/registry.ts'
import { type TestAccount, testInstallation, testPassword } from '../account.ts'
import type { ClockGround } from './clock-ground.ts'

/**
 * What ends somebody's reminders. `suppressed`: their address, by a message of another kind; `bounced`: the welcome message came
 * back after all.
 */
export const fates = [
  'joined',
  'inactivated',
  'revoked',
  'declined',
  'bounced',
  'reminders stopped',
  'complained',
  'suppressed',
  'invited again',
] as const
export type Fate = (typeof fates)[number]

/** Somebody invited, and what became of them: after it, no reminder of that invitation may come. */
export type Invited = { id: string; email: string; fate: Fate | null; mailsThen: number }

export const mailsTo = ({ sink }: ClockGround, { email }: Invited) =>
  sink.recipients().filter(to => to === email).length

/** Afterwards no reminder may come any more. Where it is refused, since the invitation is over, nothing was met. @returns whether it was */
export async function meet(
  ground: ClockGround,
  account: TestAccount,
  one: Invited,
  fate: Fate,
): Promise<boolean> {
  const before = await seen(ground, one)
  // Who has joined, or whose invitation has ended, has no reminders to lose.
  if (before.state !== 'sent') return false
  await acts[fate](ground, account, one, before)
  if (!hasMet[fate](await seen(ground, one), before)) return false
  one.fate = fate
  one.mailsThen = mailsTo(ground, one)
  return true
}

type Seen = {
  state: string
  status: string
  verdict: string
  invitation: string
  welcome: string
  hasStopped: boolean
}

async function seen({ owner }: ClockGround, { id }: Invited): Promise<Seen> {
  const { rows } = await owner.query<Seen>(
    `select s.invitation_state as state, s.status, s.email_verdict as verdict, s.invitation_id as invitation,
       (select m.id from message m where m.account_id = s.account_id and m.person_id = s.person_id
          and m.invitation_id = s.invitation_id and m.kind = 'welcome') as welcome,
       exists (select from reminder_stop r where r.account_id = s.account_id and r.person_id = s.person_id) as "hasStopped"
     from person_state s where s.person_id = $1`,
    [id],
  )
  return rows[0]!
}

const hasMet: Record<Fate, (now: Seen, before: Seen) => boolean> = {
  joined: ({ state }) => state === 'accepted',
  inactivated: ({ status }) => status === 'inactive',
  revoked: ({ state }) => state === 'revoked',
  declined: ({ state }) => state === 'declined',
  bounced: ({ state }) => state === 'error',
  'reminders stopped': now => now.hasStopped,
  complained: ({ verdict }) => verdict === 'suppressed',
  suppressed: ({ verdict }) => verdict === 'suppressed',
  'invited again': (now, before) => now.invitation !== before.invitation,
}

type Act = (ground: ClockGround, account: TestAccount, one: Invited, seen: Seen) => Promise<unknown>

const acts: Record<Fate, Act> = {
  joined: ({ ask }, account, _, { invitation }) =>
    ask(account, 'POST', `/join/${secretOf(testInstallation.secret, account.id, invitation)}`, {
      payload: { password: testPassword },
    }),
  async inactivated(ground, account, { id }) {
    const payload = { selection: { ids: [id] } }
    await ground.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', { payload })
    await ground.look(true)
  },
  revoked: ({ ask }, account, { id }) => ask(account, 'POST', `/people/${id}/invitation/revoke`),
  declined: ({ database }, account, _, { invitation }) =>
    declineInvitation(
      database.db,
      secretOf(testInstallation.secret, account.id, invitation),
      'decline',
    ).catch(error => {
      if (!(error instanceof Problem && error.code === 'link-not-usable')) throw error
    }),
  bounced: (ground, _, __, { welcome }) => report(ground, welcome, 'failed', '5.1.1'),
  'reminders stopped': ({ database, installation }, account, _, { welcome }) =>
    inAccount(database.db, account.id, tx =>
      invitationStop(installation).stop(tx, { accountId: account.id, id: welcome }),
    ),
  complained: (ground, _, __, { welcome }) => report(ground, welcome, 'complained', ''),
  suppressed: ({ database, installation }, account, { email }) =>
    inAccount(database.db, account.id, tx =>
      suppress(tx, account.id, messageKinds(installation), [
        {
          ...{ channel: 'email', address: email, reason: 'mailbox-does-not-exist' },
          ...{ sendingNumber: null, detail: null },
        },
      ]),
    ),
  'invited again': ({ ask }, account, { id }) => ask(account, 'POST', `/people/${id}/invitation`),
}

const report = (
  { database, installation }: ClockGround,
  messageId: string,
  outcome: 'failed' | 'complained',
  status: string,
) =>
  noteMailReport(database.db, messageKinds(installation), messageId, () => ({
    ...{ outcome, status, words: '' },
  }))
