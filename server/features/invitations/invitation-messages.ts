import type { Tx } from '../../db/connect.ts'
import { databaseMoment } from '../../db/database-moment.ts'
import { settleRunItems } from '../bulk/index.ts'
import {
  cameBack,
  dateInWords,
  followUpTemplate,
  type MessageKind,
  type SettledMessage,
} from '../delivery/index.ts'
import { type AccountSettings, accountSettings, type Installation } from '../settings/index.ts'
import { decisive, waitAgain } from './decisive.ts'
import { fallBackToSms } from './fall-back-to-sms.ts'
import { onlyByEmail, prolong, stillInvited, whyNotInvited } from './message-queries.ts'
import { markCameBack, markFailed, markSent, markUnconfirmed } from './queries.ts'
import { secretOf } from './secret.ts'
import { stopToken } from './stop-token.ts'
import { inviterOf } from './story-queries.ts'
import { temporaryPasswordOf } from './temporary-password.ts'

/** Kinds of the messages of an invitation to join. */
export const ofInvitation = ['welcome', 'follow-up']

/** What delivery has to know of welcome messages and follow-ups. */
export const invitationMessages = (installation: Installation): MessageKind => ({
  names: ofInvitation,
  stillWanted: stillInvited,
  whyNotWanted: whyNotInvited,

  async describe(tx, batch) {
    const account = await accountSettings(tx, batch.accountId)
    const inviter = await inviterOf(tx, batch.accountId, batch.senderId)
    // An account's first admin is invited by the super admin, who is nobody in it: in their own name it is written.
    const isOwn = inviter.joined_at === null
    const inviterName = isOwn
      ? installation.mailFrom.name
      : `${inviter.first_name} ${inviter.last_name}`.trim()
    const days = account.followUpDays
    return {
      template:
        batch.template ??
        (batch.kind === 'welcome' ? 'invitation/welcome' : followUpTemplate(batch.ordinal, days.length)),
      variables: {
        account: { name: account.name },
        inviter: { name: inviterName },
        reminders: days.slice(batch.ordinal),
        expiresOn: dateInWords(
          expiryOf(batch.ordinal, account, batch.at ?? (await databaseMoment(tx))),
          account.timeZone,
          batch.language,
        ),
      },
      replyTo: inviter.email && !isOwn ? { name: inviterName, address: inviter.email } : null,
      listName: account.name,
    }
  },

  slots(accountId, { id, kind, invitationId, template, userName }) {
    const { publicUrl, secret } = installation
    const stop = kind === 'follow-up' && {
      stopLink: `${publicUrl}/reminders/${stopToken(secret, accountId, id)}`,
    }
    return template?.endsWith('-password')
      ? {
          link: `${publicUrl}/sign-in`,
          userName,
          password: temporaryPasswordOf(secret, accountId, invitationId!),
          ...stop,
        }
      : { link: joinLink(installation, accountId, invitationId!), userName, ...stop }
  },

  stopUrl: (accountId, { id, kind }) =>
    kind === 'follow-up'
      ? `${installation.publicUrl}/api/v1/reminders/${stopToken(installation.secret, accountId, id)}`
      : undefined,

  async settled(tx, accountId, settled) {
    await fallBackToSms(tx, installation, accountId, settled)
    await settleInvitations(tx, accountId, settled)
  },
})

export const joinLink = ({ publicUrl, secret }: Installation, accountId: string, invitationId: string) =>
  `${publicUrl}/join/${secretOf(secret, accountId, invitationId)}`

/** An invitation works until some days after its last follow-up. */
export const lifeDays = (account: { followUpDays: number[]; invitationLifeDays: number }) =>
  (account.followUpDays.at(-1) ?? 0) + account.invitationLifeDays

/** A follow-up leaves on its day, so from then on its invitation works that many days less. */
const daysLeft = (ordinal: number, account: AccountSettings): number =>
  lifeDays(account) - (ordinal ? (account.followUpDays[ordinal - 1] ?? 0) : 0)

const expiryOf = (ordinal: number, account: AccountSettings, at: Date): Date =>
  new Date(at.getTime() + daysLeft(ordinal, account) * 24 * 60 * 60 * 1000)

/** Whether follow-ups arrive or not, the welcome message did; but one that comes back tells that nobody is there any more. */
async function settleInvitations(tx: Tx, accountId: string, settled: SettledMessage[]): Promise<void> {
  const { messages, outdone } = await decisive(tx, accountId, settled)
  const welcomes = messages.filter(message => message.kind === 'welcome')
  const idsIn = (state: SettledMessage['state']) =>
    welcomes.flatMap(message =>
      message.state === state && message.invitationId ? [message.invitationId] : [],
    )
  const sent = idsIn('accepted')
  if (sent.length) {
    const account = await accountSettings(tx, accountId)
    await markSent(tx, accountId, sent, {
      firstFollowUpDays: account.followUpDays[0] ?? null,
      lifeDays: lifeDays(account),
    })
  }
  const reminded = messages.filter(message => message.kind === 'follow-up' && message.state === 'accepted')
  if (reminded.length) {
    const account = await accountSettings(tx, accountId)
    await prolong(
      tx,
      accountId,
      reminded.map(({ invitationId, ordinal }) => ({ id: invitationId!, days: daysLeft(ordinal, account) })),
    )
  }
  // Came back what had never counted as sent, it has failed: what stood before it stands.
  const failed = messages.filter(
    message =>
      cameBack(message) ||
      (message.kind === 'welcome' &&
        (['refused', 'suppressed'].includes(message.state) || message.reason === onlyByEmail)),
  )
  if (failed.length) await markFailed(tx, accountId, whySettled(failed))
  const lost = failed.filter(cameBack)
  if (lost.length) await markCameBack(tx, accountId, whySettled(lost))
  if (failed.length) await waitAgain(tx, accountId, failed)
  const unconfirmed = idsIn('unconfirmed')
  if (unconfirmed.length) await markUnconfirmed(tx, accountId, unconfirmed)
  await settleRunItems(tx, accountId, [...messages, ...outdone])
}

const whySettled = (messages: SettledMessage[]) =>
  messages.flatMap(({ invitationId, reason }) =>
    invitationId ? [{ id: invitationId, reason: reason ?? 'refused-by-server' }] : [],
  )
