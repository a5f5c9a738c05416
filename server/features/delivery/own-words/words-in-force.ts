import type { MessageWords } from '../../../../contract/message-templates.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Language } from '../templates/index.ts'
import { versionsOf, wordsOfVersion } from './queries.ts'

/** A version never changes, so what it says may be remembered; the oldest go first. */
const remembered = new Map<string, Promise<MessageWords | null>>()
const mostRemembered = 500

/** An account's own words; the id tells versions apart. */
export type OwnWords = { id: string; words: MessageWords }

type Inside = <Answer>(work: (tx: Tx) => Promise<Answer>) => Promise<Answer>

/**
 * Which own words a message is made of: those in force when it was written, so that the same message can be made again.
 * Versions are looked up once, and again only for messages that were written since.
 *
 * @param inside does its work in a transaction inside the account
 * @returns null for Muster's own words
 */
export function wordsInForce(inside: Inside, accountId: string) {
  const look = () => inside(tx => versionsOf(tx, accountId))
  let known: ReturnType<typeof look> | undefined

  return async (template: string, language: Language, writtenAt: Date): Promise<OwnWords | null> => {
    if (!known || writtenAt >= (await known).at) known = look()
    const { versions } = await known
    const version = versions.find(
      one => one.template === template && one.language === language && one.inForceFrom <= writtenAt,
    )
    if (!version) return null
    const words = await wordsOf(inside, accountId, version.id)
    return words && { id: version.id, words }
  }
}

function wordsOf(inside: Inside, accountId: string, id: string): Promise<MessageWords | null> {
  const known = remembered.get(id)
  if (known) return known
  const words = inside(tx => wordsOfVersion(tx, accountId, id))
  remembered.set(id, words)
  words.catch(() => remembered.delete(id))
  const [oldest] = remembered.keys()
  if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
  return words
}
