import type { MessageTemplateName, MessageWords } from '../../../../contract/message-templates.ts'
import type { Fault } from '../../../../contract/problems.ts'
import type { Tx } from '../../../db/connect.ts'
import { refuseIfChanged } from '../../../lib/etag-of.ts'
import { newId } from '../../../lib/ids.ts'
import { refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { accountSettings, lockAccount } from '../../settings/index.ts'
import type { Language } from '../templates/index.ts'
import { judgeWords } from './judge-words.ts'
import { insertVersion } from './queries.ts'
import { isInvitation, sampleVariables } from './sample.ts'
import { templateOf, viewTemplate } from './view-words.ts'

type Which = { name: MessageTemplateName; language: Language }

/**
 * Makes the next version of an account's own words. What was written before goes out as it was.
 *
 * @param ifMatch version that the editor saw; null writes over whatever is in force
 * @throws Problem faulty-input with all faults at once, changed-meanwhile
 */
export async function saveWords(
  tx: Tx,
  actor: Actor,
  which: Which,
  words: MessageWords,
  ifMatch: string | null,
): Promise<void> {
  refuseFaults(await faultsOf(tx, actor, which, words))
  await addVersion(tx, actor, which, words, ifMatch)
}

/** Goes back to Muster's own words, as a version like any other. */
export async function resetWords(tx: Tx, actor: Actor, which: Which): Promise<void> {
  await addVersion(tx, actor, which, null, null)
}

/** All that would keep these words from being saved. */
export async function faultsOf(
  tx: Tx,
  actor: Actor,
  { name, language }: Which,
  words: MessageWords,
): Promise<Fault[]> {
  const template = templateOf(name)
  const account = await accountSettings(tx, actor.accountId)
  const faults = judgeWords(template, words, sampleVariables(template, language, account, actor.name))
  if (isInvitation(template) && words.sms === null) faults.push({ path: ['sms'], reason: 'words-missing' })
  return faults
}

async function addVersion(
  tx: Tx,
  actor: Actor,
  { name, language }: Which,
  words: MessageWords | null,
  ifMatch: string | null,
): Promise<void> {
  // Two who save at once make two versions, one after the other.
  await lockAccount(tx, actor.accountId)
  const before = await viewTemplate(tx, actor.accountId, name, language)
  if (words === null ? before.isOurs : isSame(words, before.words)) return
  refuseIfChanged(ifMatch, before.version)
  const number = (before.versions[0]?.number ?? 0) + 1
  const template = templateOf(name)
  const version = { id: newId(), template, language, number, words }
  await insertVersion(tx, { ...version, account_id: actor.accountId, created_by: actor.personId })
  const detail = { template: name, language, version: number }
  if (words === null) await record(tx, actedBy(actor), 'message-template.reset', detail)
  else {
    const fields = fieldsOf(words).filter(field => words[field] !== before.words[field])
    await record(tx, actedBy(actor), 'message-template.changed', { ...detail, fields: fields.join(', ') })
  }
}

const fieldsOf = (words: MessageWords) => Object.keys(words) as (keyof MessageWords)[]
const isSame = (one: MessageWords, other: MessageWords) =>
  fieldsOf(one).every(field => one[field] === other[field])
