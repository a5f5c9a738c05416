import { oneTimeSecret } from '../../lib/one-time-secret.ts'

export { sha256Of } from '../../lib/one-time-secret.ts'

/** The one-time secret of an invitation. Every generation has an id of its own, and so a secret of its own. */
export const secretOf = (installationSecret: Buffer, accountId: string, invitationId: string): string =>
  oneTimeSecret(installationSecret, 'invitation', accountId, invitationId)
