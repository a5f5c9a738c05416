import type { Sweep } from '../../sweeps/sweep.ts'
import type { Context } from '../settings/index.ts'
import { chainKey } from './chain.ts'
import { recordsWithUnsealedEvents } from './queries.ts'
import { sealEvents } from './seal-events.ts'

/** Seals what was put on the record; at most a few seconds after it was. */
export function sealingSweep({ db, installation }: Context): Sweep {
  const key = chainKey(installation.secret)
  return {
    name: 'audit',
    dueAccounts: () => recordsWithUnsealedEvents(db),
    sweep: accountId => sealEvents(db, accountId, key, installation.auditAnchorsFile),
  }
}
