import { Resolver } from 'node:dns/promises'

/** A question waits so long, and is asked so often: a diagnosis is looked at by somebody. */
export const dnsResolver = () => new Resolver({ timeout: 1_500, tries: 2 })

/** What a name server says when there is no such record, or no such name. */
const NOTHING_THERE = new Set(['ENODATA', 'ENOTFOUND'])

/** @returns the records, none where there are none, or null where no name server answered */
export async function askDns<T>(question: Promise<T[]>): Promise<T[] | null> {
  try {
    return await question
  } catch (error) {
    return NOTHING_THERE.has((error as { code?: string }).code ?? '') ? [] : null
  }
}

/** A text record comes in pieces of 255 bytes. */
export const textRecords = async (resolver: Resolver, name: string): Promise<string[] | null> =>
  (await askDns(resolver.resolveTxt(name)))?.map(pieces => pieces.join('')) ?? null
