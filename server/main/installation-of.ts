import path from 'node:path'
import type { Installation } from '../features/settings/index.ts'
import { type Environment, keepSecret } from './environment/index.ts'
import { knownAddress } from './known-address.ts'

/** What the features are told of the environment; the secret is made on the first start. @param address where this process listens */
export const installationOf = (environment: Environment, address?: string): Installation => ({
  publicUrl: environment.publicUrl ?? address ?? knownAddress(environment),
  secret: environment.secret ?? keepSecret(environment.dataDir),
  smtpUrl: environment.smtpUrl,
  smsUrl: environment.smsUrl,
  bounceUrl: environment.bounceUrl,
  sendLimits: environment.sendLimits,
  mailFrom: environment.mailFrom,
  trustProxy: environment.trustProxy,
  auditAnchorsFile: path.join(environment.dataDir, 'audit-anchors.jsonl'),
})
