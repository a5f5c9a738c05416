import { z } from 'zod'
import { id, moment } from './paging.ts'
import { permission } from './permissions.ts'

/** A key as it is known after it was shown. */
export const apiKey = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().describe('The key begins with muster_ and this'),
    scopes: z.array(permission).describe('Of what its owner may do at the time, these at most'),
    owner: z.object({ id, name: z.string() }),
    createdAt: moment,
    lastUsedAt: moment.nullable().describe('To the minute'),
    expiresAt: moment.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof apiKey>
export const apiKeys = z.object({ items: z.array(apiKey) })

export const longestKeyDays = 3650
export const apiKeyInput = z.object({
  name: z.string().trim().min(1).max(100),
  scopes: z.array(permission).min(1),
  days: z
    .number()
    .int()
    .min(1)
    .max(longestKeyDays)
    .nullable()
    .default(90)
    .describe('How long it works; null until it is ended'),
})
export type ApiKeyInput = z.infer<typeof apiKeyInput>

export const newApiKey = apiKey
  .extend({ key: z.string().describe('Shown this once: only its SHA-256 is stored') })
  .meta({ id: 'NewApiKey' })
export type NewApiKey = z.infer<typeof newApiKey>
