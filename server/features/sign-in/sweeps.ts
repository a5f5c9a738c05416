import type { Sweep } from '../../sweeps/sweep.ts'
import type { Context } from '../settings/index.ts'
import { accountsWithForgotten, dropUnknown } from './password-reset/queries.ts'
import { writeResets } from './password-reset/write-resets.ts'

/** Writes to those who forgot their password, and forgets who is unknown. */
export const forgottenPasswordsSweep = (context: Context): Sweep => ({
  name: 'forgotten-passwords',
  async dueAccounts(db) {
    const accounts = await accountsWithForgotten(db)
    await dropUnknown(db)
    return accounts
  },
  sweep: (accountId, now) => writeResets(context, accountId, now),
})
