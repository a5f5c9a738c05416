import type { Sweep } from '../../sweeps/sweep.ts'
import type { BulkAction } from '../bulk/index.ts'
import type { Context } from '../settings/index.ts'
import { sendNewLinks } from './ask-for-link.ts'
import { accountsAskedForLinks, dropUnknownLinks } from './ask-queries.ts'
import { accountsWithDueInvitations } from './follow-up-queries.ts'
import { followUp } from './follow-ups.ts'

export const followUpsSweep = (context: Context): Sweep => ({
  name: 'follow-ups',
  dueAccounts: (_, now) => accountsWithDueInvitations(context.db, now),
  sweep: (accountId, now) => followUp(context, accountId, now),
})

/** Sends new links to those whose old one works no more, and forgets what never was a link. */
export const newLinksSweep = (context: Context, inviting: BulkAction): Sweep => ({
  name: 'new-links',
  async dueAccounts(db) {
    const accounts = await accountsAskedForLinks(db)
    await dropUnknownLinks(db)
    return accounts
  },
  sweep: accountId => sendNewLinks(context, inviting, accountId),
})
