import type { Installation } from '../features/settings/index.ts'

/** Whose X-Forwarded-* headers the server believes; those of anybody else are as if they were not there. */
export function trusted({ trustProxy }: Pick<Installation, 'trustProxy'>) {
  // Counted from us: the nearest proxy is hop 0, and what it says of the one before is believed for so many of them.
  return typeof trustProxy === 'number' ? (_address: string, hop: number) => hop < trustProxy : trustProxy
}
