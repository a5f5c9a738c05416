import { createHash } from 'node:crypto'
import { Problem } from './problem.ts'

/** Another for every other answer: the ETag of what has no moment of its last change. */
export const etagOf = (answer: object): string =>
  `"${createHash('sha256').update(JSON.stringify(answer)).digest('base64url').slice(0, 22)}"`

/**
 * Called under the lock that the change takes. @param ifMatch version that the editor saw; null changes whatever is there
 * @throws Problem changed-meanwhile
 */
export function refuseIfChanged(ifMatch: string | null, version: string): void {
  if (ifMatch !== null && ifMatch !== version) throw new Problem('changed-meanwhile')
}
