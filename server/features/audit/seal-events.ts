import type { KeyObject } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { noteAnchor } from './anchors.ts'
import { commit, linkHash, noHash } from './chain.ts'
import { inRecord } from './in-record.ts'
import { installationRecord, lastLink, storeLinks, takeSealing, unsealedEvents } from './queries.ts'

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
    const events = await unsealedEvents(tx, accountId, batchSize)
    if (!events.length) return null
    let { sequence, hash } = (await lastLink(tx, accountId)) ?? { sequence: 0, hash: noHash }
    const links = events.map(event => {
      sequence++
      const { salt, commitment } = isErasable ? commit(event.detail) : { salt: null, commitment: null }
      hash = linkHash(key, accountId, hash, sequence, { ...event, commitment })
      return { id: event.id, sequence, hash, salt, commitment }
    })
    await storeLinks(tx, accountId, links)
    return { sequence, hash, isMore: events.length === batchSize }
  })
  if (!sealed) return false
  noteAnchor(anchorsFile, { accountId, sequence: sealed.sequence, hash: sealed.hash.toString('hex') })
  return sealed.isMore
}
