import { type KeyObject, randomBytes } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { noteAnchor } from './anchors.ts'
import { commitmentOf, linkHash, noHash, saltBytes } from './chain.ts'
import { inRecord } from './in-record.ts'
import {
  endOfChain,
  installationRecord,
  nowhere,
  storeLinks,
  takeSealing,
  unsealedEvents,
} from './queries.ts'

/** Events sealed in one transaction. */
const batchSize = 2_000

/**
 * Numbers and chains the events that are not sealed yet, in the order in which they were written, and notes the end of the
 * chain outside of the database.
 *
 * @returns whether there are more
 */
export async function sealEvents(
  db: Db,
  accountId: string,
  key: KeyObject,
  anchorsFile: string,
): Promise<boolean> {
  // The installation's own record tells of no account's people.
  const isErasable = accountId !== installationRecord
  const sealed = await inRecord(db, accountId, async tx => {
    if (!(await takeSealing(tx, accountId))) return null
    const { last, from, over } = await endOfChain(tx, accountId)
    const events = await unsealedEvents(tx, accountId, from, batchSize)
    const end = events.at(-1)
    if (!end) return null
    const isMore = events.length === batchSize
    let { sequence, hash } = last ?? { sequence: 0, hash: noHash }
    const salts = randomBytes(events.length * saltBytes)
    const links = events.map((event, index) => {
      sequence++
      const salt = isErasable ? salts.subarray(index * saltBytes, (index + 1) * saltBytes) : null
      const commitment = salt && commitmentOf(salt, event.detail)
      hash = linkHash(key, accountId, hash, sequence, event, commitment)
      return { eventId: event.id, sequence, hash, salt, commitment }
    })
    const isEndOver = BigInt(end.written_in) < BigInt(over)
    const goesOn = isMore && isEndOver ? { in: end.written_in, after: end.id } : { in: over, after: nowhere }
    await storeLinks(tx, accountId, links, goesOn)
    return { sequence, hash, isMore }
  })
  if (!sealed) return false
  noteAnchor(anchorsFile, { accountId, sequence: sealed.sequence, hash: sealed.hash.toString('hex') })
  return sealed.isMore
}
