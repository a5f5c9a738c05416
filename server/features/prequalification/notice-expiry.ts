import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { type NewMessage, writeMessages } from '../delivery/index.ts'
import { accountSettings, type Installation } from '../settings/index.ts'
import { dayIn } from './day-in.ts'
import {
  type Expiring,
  lockPeopleToAskAnew,
  markNoticed,
  stillActive,
  takeExpiring,
} from './expiry-queries.ts'
import { inviteRespondents } from './invite-respondents.ts'
import { insertEvents } from './opening-queries.ts'
import { settingsOf } from './settings.ts'

/**
 * Tells who decided, and each company's primary contact, that qualifications will expire: one message to each of them however
 * many companies it is about. Where the account wants it so, the companies are asked anew at once; their status stays until the
 * new decision.
 *
 * @returns how many companies it was about
 */
export async function noticeExpiry(
  tx: Tx,
  installation: Installation,
  accountId: string,
  now: Date,
  limit: number,
): Promise<number> {
  const { timeZone } = await accountSettings(tx, accountId)
  const settings = await settingsOf(tx, accountId)
  const within = { today: dayIn(timeZone, now), days: settings.expiryNoticeDays }
  const expiring = await takeExpiring(tx, accountId, within, limit)
  if (!expiring.length) return 0
  await markNoticed(
    tx,
    accountId,
    expiring.map(one => one.companyId),
  )
  await insertEvents(
    tx,
    accountId,
    null,
    expiring.map(({ companyId, formId, expiresOn }) => ({
      id: newId(),
      companyId,
      formId,
      event: 'expiry-noticed',
      params: { expiresOn },
    })),
  )
  await writeNotices(tx, accountId, expiring, now)
  if (settings.requalifiesByItself)
    await askAnew(tx, installation, accountId, expiring, settings.dueDays, now)
  return expiring.length
}

async function writeNotices(tx: Tx, accountId: string, expiring: Expiring[], now: Date): Promise<void> {
  const solicitors = new Map(expiring.map(one => [one.decidedBy, one.decidedBy]))
  const contacts = new Map(
    expiring.flatMap(one => (one.contactId ? [[one.contactId, one.decidedBy] as const] : [])),
  )
  const active = await stillActive(tx, accountId, [...solicitors.keys(), ...contacts.keys()])
  const notices = (kind: string, to: Map<string, string>): NewMessage[] =>
    [...to]
      .filter(([personId]) => active.has(personId))
      .map(([personId, senderId]) => ({
        id: newId(),
        personId,
        invitationId: null,
        kind,
        ordinal: 0,
        runId: null,
        senderId,
        dueAt: now,
        isUrgent: false,
        notSentBecause: null,
      }))
  const all = [
    ...notices('prequalification-expiry', solicitors),
    ...notices('prequalification-expiry-contact', contacts),
  ]
  await writeMessages(tx, accountId, all, 'email-only')
}

async function askAnew(
  tx: Tx,
  installation: Installation,
  accountId: string,
  expiring: Expiring[],
  dueDays: number,
  now: Date,
): Promise<void> {
  // In the name of who decided last: they are asked about it.
  for (const actorId of new Set(expiring.map(one => one.decidedBy))) {
    const companyIds = expiring.filter(one => one.decidedBy === actorId).map(one => one.companyId)
    const personIds = await lockPeopleToAskAnew(tx, accountId, companyIds)
    if (!personIds.length) continue
    const by = { actorId, runId: null, dueDays, keepsStatus: true, dueAt: now }
    await inviteRespondents(tx, installation, accountId, personIds, by)
  }
}
