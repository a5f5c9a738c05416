import { oneTimeSecret } from '../../../lib/one-time-secret.ts'
import type { MessageKind } from '../../delivery/index.ts'
import { accountSettings, type Installation } from '../../settings/index.ts'
import { linkLifeMinutes } from '../link-life.ts'
import { stillAskedFor } from './queries.ts'

/** What delivery has to know of messages to an address that somebody wants to sign in with. */
export const signInAddressMessages = (installation: Installation): MessageKind => ({
  names: ['sign-in-address'],
  stillWanted: stillAskedFor,

  async describe(tx, batch) {
    const { name } = await accountSettings(tx, batch.accountId)
    const variables = { account: { name }, validMinutes: linkLifeMinutes }
    return { template: 'sign-in-address', variables, replyTo: null, listName: name }
  },

  slots: (accountId, message) => ({
    link: `${installation.publicUrl}/confirm-address/${oneTimeSecret(installation.secret, 'sign-in-address', accountId, message.id)}`,
    userName: message.toAddress,
  }),

  // Nothing waits for it: who got no message asks again.
  settled: async () => {},
})
