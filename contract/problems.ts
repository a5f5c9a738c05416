import { z } from 'zod'
import { permission } from './permissions.ts'

/**
 * Every way in which a request can fail, with its HTTP status. The words are in locales/ under `problem.<code>`,
 * and each code has a page in docs/problems/.
 * Source: RFC 9457.
 */
export const problems = {
  'faulty-input': 422,
  'malformed-request': 400,
  'not-signed-in': 401,
  'wrong-user-name-or-password': 401,
  'own-password-needed': 403,
  'own-login-needed': 403,
  'temporary-password-replaced': 410,
  'temporary-password-expired': 410,
  'temporary-password-used': 410,
  'too-many-attempts': 429,
  'not-same-origin': 403,
  'not-permitted': 403,
  'no-access-to-directory': 403,
  'account-suspended': 403,
  'user-of-no-account': 403,
  'not-found': 404,
  'nothing-selected': 422,
  'not-invitable': 409,
  'not-cancellable': 409,
  'not-erasable': 409,
  'still-stopped': 409,
  'invitation-changed': 409,
  'link-not-offered': 409,
  'nothing-to-retry': 409,
  'nothing-to-undo': 409,
  'email-in-use': 409,
  'user-name-in-use': 409,
  'changed-meanwhile': 412,
  'answer-changed-meanwhile': 409,
  'form-locked': 409,
  'form-not-submitted': 409,
  'import-already-applied': 409,
  'unreadable-file': 422,
  'file-too-large': 413,
  'request-too-large': 413,
  'link-not-usable': 410,
  'already-set-up': 409,
  'key-used-for-another-request': 422,
  'same-request-in-progress': 409,
  unavailable: 503,
  'outcome-unknown': 503,
  internal: 500,
} as const

export type ProblemCode = keyof typeof problems

/** One fault of the input: where it is (`['phone']`, `['selection', 'ids', 3]`) and why, as a code with words in locales/ under `fault.<reason>`. */
export const fault = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  reason: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Fault = z.infer<typeof fault>

export const problemDocument = z
  .object({
    type: z.string().describe('A page about this code'),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    needs: permission.optional().describe('Of not-permitted: the permission that is lacking'),
    faults: z.array(fault).optional().describe('All faults of the input at once'),
    current: z
      .unknown()
      .optional()
      .describe('Of answer-changed-meanwhile: the answer that stands there now, with who gave it and when'),
  })
  .meta({ id: 'Problem' })
export type ProblemDocument = z.infer<typeof problemDocument>
