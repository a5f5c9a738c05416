import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import type { WrittenEvent } from './queries.ts'

/** What an account's chain begins with, in place of a hash before the first event. */
export const noHash = Buffer.alloc(32)

/** The key of the chain, derived so that it serves nothing else. @param secret the installation's, at least 32 bytes */
export const chainKey = (secret: Buffer): KeyObject =>
  createSecretKey(createHmac('sha256', secret).update('muster audit chain').digest())

/**
 * The hash of an event at its place, over the one before it: nobody without the key can make it for another event.
 *
 * @param commitment stands for the detail; null where the detail itself is sealed
 */
export function linkHash(
  key: KeyObject,
  accountId: string,
  before: Buffer,
  sequence: number,
  { id, at, event, actor, subject, run, detail }: WrittenEvent,
  commitment: Buffer | null,
): Buffer {
  const parts = [
    accountId,
    sequence,
    id,
    at,
    event,
    actor,
    subject,
    run,
    commitment?.toString('hex') ?? detail,
  ]
  return createHmac('sha256', key).update(before).update(JSON.stringify(parts)).digest()
}

export const saltBytes = 32

/**
 * Stands for an event's detail in the chain, so that the detail can be erased one day and the chain be whole. The salt is what
 * keeps guesses from being tried against it, also by whoever has the key: it is erased with the detail.
 */
export const commitmentOf = (salt: Buffer, detail: string): Buffer =>
  createHash('sha256').update(salt).update(detail).digest()
