import { createHmac } from 'node:crypto'
import { hmacKey } from '../../../lib/hmac-key.ts'
import type { Installation } from '../../settings/index.ts'
import type { ReportUrl } from './sms-gateway.ts'

const derived = (secret: Buffer, ...parts: string[]): string =>
  createHmac('sha256', hmacKey(secret))
    .update(['sms-gateway', ...parts].join('\n'))
    .digest('base64url')

/** What only a gateway knows that was given it: each message's report has an address of its own, and nobody guesses another's. */
export const reportToken = (secret: Buffer, accountId: string, messageId: string): string =>
  derived(secret, 'report', accountId, messageId)

/** Where people's answers go; the operator enters it at the gateway. */
export const inboundToken = (secret: Buffer): string => derived(secret, 'inbound')

export const reportUrlOf =
  ({ publicUrl, secret }: Pick<Installation, 'publicUrl' | 'secret'>): ReportUrl =>
  ({ accountId, id }) =>
    `${publicUrl}/api/v1/sms/reports/${accountId}/${id}/${reportToken(secret, accountId, id)}`

export const inboundUrlOf = ({ publicUrl, secret }: Pick<Installation, 'publicUrl' | 'secret'>): string =>
  `${publicUrl}/api/v1/sms/answers/${inboundToken(secret)}`
