import type { Tx } from '../../db/connect.ts'
import { settleRunItems } from '../bulk/index.ts'
import {
  cameBack,
  type MessageBatch,
  type MessageDescription,
  type MessageKind,
  type SettledMessage,
} from '../delivery/index.ts'
import { inviterOf } from '../invitations/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { stopSecretOf } from './invite-respondents.ts'
import {
  companyNameOf,
  countReminded,
  markAsked,
  markNotAsked,
  ofLastAsking,
  settleWaiting,
  stillThere,
  stillToAsk,
  stillToRemind,
} from './respondent-queries.ts'
import { settingsOf } from './settings.ts'

const templates: Record<string, string> = {
  prequalification: 'invitation',
  'prequalification-reminder': 'reminder',
  'prequalification-changes': 'changes',
  'prequalification-submitted': 'submitted',
  'prequalification-resubmitted': 'resubmitted',
  'prequalification-expiry': 'expiry',
  'prequalification-expiry-contact': 'expiry-contact',
}

/** What delivery has to know of messages about prequalification. */
export const prequalificationMessages = (installation: Installation): MessageKind[] => {
  // No secret: who is not signed in, or was not invited, is not let in by it.
  const toForms = () => ({ link: `${installation.publicUrl}/my-forms` })
  const stopPath = (accountId: string, respondentId: string | null) =>
    `reminders/${stopSecretOf(installation, accountId, respondentId!)}`
  return [
    {
      names: ['prequalification'],
      stillWanted: stillToAsk,
      describe,
      slots: (_, message) => ({ ...toForms(), userName: message.toAddress }),
      settled: settleAsked,
    },
    {
      names: ['prequalification-reminder'],
      stillWanted: stillToRemind,
      describe,
      slots: (accountId, message) => ({
        ...toForms(),
        userName: message.toAddress,
        stopLink: `${installation.publicUrl}/${stopPath(accountId, message.invitationId)}`,
      }),
      stopUrl: (accountId, message) =>
        `${installation.publicUrl}/api/v1/${stopPath(accountId, message.invitationId)}`,
      settled: settleReminders,
    },
    {
      names: ['prequalification-changes'],
      stillWanted: stillToRemind,
      describe,
      slots: (_, message) => ({ ...toForms(), userName: message.toAddress }),
      settled: async () => {},
    },
    {
      names: ['prequalification-submitted', 'prequalification-resubmitted'],
      stillWanted: stillThere,
      describe,
      // What these messages are about is a company, not an invitation.
      slots: (_, { invitationId: companyId }) => ({
        link: `${installation.publicUrl}/prequalifications/${companyId}`,
      }),
      settled: async () => {},
    },
    {
      names: ['prequalification-expiry', 'prequalification-expiry-contact'],
      stillWanted: stillThere,
      describe,
      slots: (_, message) =>
        message.kind === 'prequalification-expiry'
          ? { link: `${installation.publicUrl}/prequalifications?expiring=true` }
          : { ...toForms(), userName: message.toAddress },
      settled: async () => {},
    },
  ]
}

async function describe(tx: Tx, batch: MessageBatch): Promise<MessageDescription> {
  const account = await accountSettings(tx, batch.accountId)
  const { expiryNoticeDays } = await settingsOf(tx, batch.accountId)
  const inviter = await inviterOf(tx, batch.accountId, batch.senderId)
  const name = `${inviter.first_name} ${inviter.last_name}`.trim()
  return {
    template: `prequalification/${templates[batch.kind]}`,
    variables: {
      account: { name: account.name },
      inviter: { name },
      // Of the respondent, where it is they who send.
      company: { name: (await companyNameOf(tx, batch.accountId, batch.senderId)) ?? '' },
      days: expiryNoticeDays,
    },
    replyTo: inviter.email ? { name, address: inviter.email } : null,
    listName: account.name,
  }
}

async function settleAsked(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void> {
  const telling = await ofLastAsking(tx, accountId, messages)
  const idsIn = (state: SettledMessage['state']) =>
    telling.flatMap(message =>
      message.state === state && message.invitationId ? [message.invitationId] : [],
    )
  const { reminderDays, mostReminders } = await settingsOf(tx, accountId)
  await markAsked(tx, accountId, idsIn('accepted'), mostReminders === 0 ? null : reminderDays)
  await markNotAsked(
    tx,
    accountId,
    lostOf(telling.filter(({ state }) => ['refused', 'suppressed', 'bounced'].includes(state))),
  )
  await settleWaiting(tx, accountId, idsIn('unconfirmed'), 'unconfirmed')
  await settleWaiting(tx, accountId, idsIn('cancelled'), 'cancelled')
  await settleRunItems(tx, accountId, messages)
}

/** Nobody got these: whom they were to, with why. */
const lostOf = (messages: SettledMessage[]) =>
  messages.flatMap(({ invitationId, reason }) =>
    invitationId ? [{ id: invitationId, reason: reason ?? 'refused-by-server' }] : [],
  )

async function settleReminders(tx: Tx, accountId: string, messages: SettledMessage[]): Promise<void> {
  const sent = messages.filter(message => message.state === 'accepted').map(message => message.invitationId!)
  if (sent.length) await countReminded(tx, accountId, sent)
  const lost = await ofLastAsking(tx, accountId, messages.filter(cameBack))
  await markNotAsked(tx, accountId, lostOf(lost))
}
