import { randomBytes } from 'node:crypto'
import type { ErasureRefusal, ErasureReview } from '../../../contract/erasure.ts'
import type { Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { wordsFor } from '../../lib/words.ts'
import { blankEvents, record } from '../audit/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { hashPassword } from '../sign-in/index.ts'
import {
  blankLines,
  blankMessages,
  emptyMailbox,
  endMemberships,
  forgetFilters,
  forgetRequests,
  forgetSuppressions,
  unname,
  unnameLogin,
} from './erase-queries.ts'
import {
  countLines,
  countMessages,
  type ErasedPerson,
  eventsAbout,
  formerAddresses,
  isLoginOnlyHere,
  isMessageOpen,
  lockPerson,
} from './personal-queries.ts'

/** A shorter value would be found in what is not about the person. */
const SHORTEST_SOUGHT = 5
/** What people search by is short; a filter lost for nothing costs little. */
const SHORTEST_NAME = 3

/** What erasing the person would remove. @throws Problem not-found */
export async function reviewErasure(tx: Tx, actor: Actor, personId: string): Promise<ErasureReview> {
  const { accountId } = actor
  const person = await personAt(tx, accountId, personId)
  const sought = await soughtOf(tx, accountId, person)
  return {
    name: `${person.first_name} ${person.last_name}`.trim(),
    whyNot: await whyNot(tx, accountId, person),
    goes: {
      messages: await countMessages(tx, accountId, personId),
      importLines: await countLines(tx, accountId, personId, sought.addresses),
      events: (await eventsAbout(tx, accountId, personId, sought.all)).length,
      hasLogin: person.login_id !== null && (await isLoginOnlyHere(tx, person.login_id)),
    },
  }
}

/**
 * Makes the person in a record unnamed, for good: name, addresses, what was written to them and about them. What they did, and
 * what was done to them, stays on the record, as done by or to an erased person.
 *
 * @throws Problem not-found, not-erasable
 */
export async function erasePerson(tx: Tx, actor: Actor, personId: string): Promise<Date> {
  const { accountId } = actor
  const person = await personAt(tx, accountId, personId)
  const refusal = await whyNot(tx, accountId, person)
  if (refusal) throw new Problem('not-erasable', { faults: [{ path: ['id'], reason: refusal }] })
  const sought = await soughtOf(tx, accountId, person)
  const events = await eventsAbout(tx, accountId, personId, sought.all)

  await blankMessages(tx, accountId, personId)
  await blankLines(tx, accountId, personId, sought.addresses)
  await forgetRequests(tx, accountId, personId, sought.all)
  await forgetFilters(tx, accountId, [...sought.all, ...sought.namesAlone])
  await emptyMailbox(tx, sought.addresses)
  await forgetSuppressions(tx, accountId, sought.addresses)
  await endMemberships(tx, accountId, personId)
  await blankEvents(tx, accountId, events)
  const { language } = await accountSettings(tx, accountId)
  const erasedAt = await unname(tx, accountId, personId, wordsFor(language, 'person.erased')!)
  if (person.login_id && (await isLoginOnlyHere(tx, person.login_id))) {
    const login = { id: person.login_id, userName: person.user_name! }
    await unnameLogin(tx, login, await hashPassword(randomBytes(32).toString('base64')))
  }
  await record(tx, actedBy(actor), 'person.erased', { events }, personId)
  return erasedAt
}

async function personAt(tx: Tx, accountId: string, personId: string): Promise<ErasedPerson> {
  const person = await lockPerson(tx, accountId, personId)
  if (!person) throw new Problem('not-found')
  return person
}

/** Who is active would lose their way in unseen: inactivating comes first, with all its own refusals. */
async function whyNot(tx: Tx, accountId: string, person: ErasedPerson): Promise<ErasureRefusal | null> {
  if (person.erased_at) return 'already-erased'
  if (person.status === 'active') return 'still-active'
  if (await isMessageOpen(tx, accountId, person.id)) return 'message-on-its-way'
  return null
}

/** By what a person is found where they are not named by id. */
async function soughtOf(tx: Tx, accountId: string, person: ErasedPerson) {
  const known = [person.email, person.phone, person.external_id, person.user_name]
  const former = await formerAddresses(tx, accountId, person.id)
  const addresses = longEnough([...known.flatMap(value => value ?? []), ...former])
  const names = [`${person.first_name} ${person.last_name}`, `${person.last_name} ${person.first_name}`]
  const namesAlone = longEnough([person.first_name, person.last_name], SHORTEST_NAME)
  return { addresses, namesAlone, all: [...addresses, ...longEnough(names)] }
}

const longEnough = (values: string[], shortest = SHORTEST_SOUGHT): string[] => [
  ...new Set(values.map(value => value.trim().toLowerCase()).filter(value => value.length >= shortest)),
]
