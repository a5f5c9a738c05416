import type { KeyObject } from 'node:crypto'
import type { Db } from '../../db/connect.ts'
import { type Anchor, anchorsOf } from './anchors.ts'
import { chainKey, commitmentOf, linkHash, noHash } from './chain.ts'
import { inRecord } from './in-record.ts'
import { countUnsealed, erasures, type SealedEvent, sealedEvents } from './queries.ts'

const pageSize = 10_000
/** More places would tell nobody more. */
const mostFaults = 100

/** A place where the record is not what was sealed. */
export type ChainFault = {
  sequence: number
  fault: /** There is no event with this number. */
    | 'missing'
    /** The event, its number, or the one before it is another. */
    | 'changed'
    /** An anchor knows of it, and the chain ends before it. */
    | 'cut-off'
    /** Its detail is gone, and the record tells of no erasure of the person. */
    | 'blanked'
}
/** `erased` counts events whose detail was erased on request: their place, moment, and who acted on whom are still proven. */
export type ChainReport = {
  sealed: number
  unsealed: number
  erased: number
  anchors: number
  faults: ChainFault[]
}

/** Reads the whole record of an account, or `installationRecord`, and says where it was tampered with. @param secret the installation's */
export async function verifyChain(
  db: Db,
  accountId: string,
  { secret, anchorsFile }: { secret: Buffer; anchorsFile: string },
): Promise<ChainReport> {
  const key = chainKey(secret)
  const anchors = anchorsOf(anchorsFile, accountId)
  const hashAt = new Map(anchors.map(({ sequence, hash }) => [sequence, hash]))
  const faults: ChainFault[] = []
  let [last, before, sealed, erased] = [0, noHash as Buffer, 0, 0]
  const erasedIn = await inRecord(db, accountId, tx => erasures(tx, accountId))
  for (let isMore = true; isMore && faults.length < mostFaults; ) {
    const page = await inRecord(db, accountId, tx => sealedEvents(tx, accountId, last, pageSize))
    for (const event of page) {
      const { sequence, hash } = event
      if (sequence !== last + 1) faults.push({ sequence: last + 1, fault: 'missing' })
      const isAnchored = (hashAt.get(sequence) ?? hash.toString('hex')) === hash.toString('hex')
      if (event.id === null) faults.push({ sequence, fault: 'missing' })
      else if (!isAnchored || !isAsSealed(key, accountId, before, { ...event, id: event.id }))
        faults.push({ sequence, fault: 'changed' })
      else if (event.isErased && !erasedIn.has(event.id)) faults.push({ sequence, fault: 'blanked' })
      if (event.isErased) erased++
      ;[last, before] = [sequence, hash]
    }
    sealed += page.length
    isMore = page.length === pageSize
  }
  if (faults.length < mostFaults) faults.push(...cutOff(anchors, last))
  const unsealed = await inRecord(db, accountId, tx => countUnsealed(tx, accountId))
  return { sealed, unsealed, erased, anchors: anchors.length, faults: faults.slice(0, mostFaults) }
}

function cutOff(anchors: Anchor[], last: number): ChainFault[] {
  const beyond = anchors.filter(anchor => anchor.sequence > last)
  return beyond.length ? [{ sequence: last + 1, fault: 'cut-off' }] : []
}

function isAsSealed(
  key: KeyObject,
  owner: string,
  before: Buffer,
  event: SealedEvent & { id: string },
): boolean {
  const { salt, commitment, detail, isErased, sequence, hash } = event
  if (!linkHash(key, owner, before, sequence, event, commitment).equals(hash)) return false
  return !commitment || isErased || (salt !== null && commitmentOf(salt, detail).equals(commitment))
}
