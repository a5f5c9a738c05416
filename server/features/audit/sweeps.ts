import type { Sweep } from '../../sweeps/sweep.ts'
import type { Context } from '../settings/index.ts'
import { chainKey } from './chain.ts'
import { recordsWithUnsealedEvents } from './queries.ts'
import { sealEvents } from './seal-events.ts'

/** A large run writes on: sealing after each of its chunks would take a third of the processor. */
const GATHER_MS = 1_000

/** Seals what was put on the record; at most a few seconds after it was. */
export function sealingSweep({ db, installation }: Context): Sweep {
  const key = chainKey(installation.secret)
  return {
    name: 'audit',
    gatherMs: GATHER_MS,
    dueAccounts: () => recordsWithUnsealedEvents(db),
    sweep: accountId => sealEvents(db, accountId, key, installation.auditAnchorsFile),
  }
}
