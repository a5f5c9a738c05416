import { oneTimeSecret } from '../../../lib/one-time-secret.ts'
import type { MessageKind } from '../../delivery/index.ts'
import { accountSettings, type Installation } from '../../settings/index.ts'
import { linkLifeMinutes } from '../link-life.ts'
import { stillForgotten } from './queries.ts'

/** What delivery has to know of messages to who forgot their password. */
export const passwordResetMessages = (installation: Installation): MessageKind => ({
  names: ['password-reset'],
  stillWanted: stillForgotten,
  isAskedFor: true,

  async describe(tx, batch) {
    const { name } = await accountSettings(tx, batch.accountId)
    return {
      template: 'password-reset',
      variables: { account: { name }, validMinutes: linkLifeMinutes },
      replyTo: null,
      listName: name,
    }
  },

  slots: (accountId, message) => ({
    link: `${installation.publicUrl}/reset/${oneTimeSecret(installation.secret, 'password-reset', accountId, message.id)}`,
    userName: message.toAddress,
  }),

  // Nothing waits for it: who got no message asks again.
  settled: async () => {},
})
