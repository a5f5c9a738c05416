import type { Row } from './matrix.ts'

/** What people do about how they and their programs sign in. */
export const ownSignInMatrix: Record<string, Row> = {
  'GET /api/v1/session': { may: 'signed-in' },
  'POST /api/v1/session/account': {
    may: 'signed-in',
    sessionOnly: true,
    body: ({ accountId }) => ({ accountId }),
  },
  'GET /api/v1/sessions': { may: 'signed-in', sessionOnly: true },
  'DELETE /api/v1/sessions/{id}': {
    may: 'signed-in',
    own: 'session',
    sessionOnly: true,
    path: ({ sessionId }) => ({ id: sessionId }),
  },
  'POST /api/v1/password': {
    may: 'signed-in',
    sessionOnly: true,
    // Refused for what it is, not for who asks: without the work of two hashes for each of them.
    body: () => ({ currentPassword: '', password: 'short' }),
  },
  'GET /api/v1/sign-in-addresses': { may: 'signed-in', sessionOnly: true },
  'POST /api/v1/sign-in-addresses': {
    may: 'signed-in',
    sessionOnly: true,
    body: () => ({ currentPassword: '', address: 'ana@example.com' }),
  },
  'POST /api/v1/sign-in-addresses/confirmations': {
    may: 'signed-in',
    sessionOnly: true,
    body: () => ({ secret: 'x'.repeat(43) }),
  },
  'DELETE /api/v1/sign-in-addresses/{id}': {
    may: 'signed-in',
    sessionOnly: true,
    own: 'sign-in address',
    path: ({ signInAddressId }) => ({ id: signInAddressId }),
  },
  'GET /api/v1/run-notices': { may: 'signed-in', sessionOnly: true },
  'DELETE /api/v1/run-notices/{id}': {
    may: 'signed-in',
    own: 'run',
    sessionOnly: true,
    path: ({ runId }) => ({ id: runId }),
  },
  'GET /api/v1/own-notices': { may: 'signed-in', sessionOnly: true },
  'PATCH /api/v1/own-notices': {
    may: 'signed-in',
    sessionOnly: true,
    body: () => ({ mailsFinishedRuns: true }),
  },
  'GET /api/v1/api-keys': { may: ['api-keys.manage'] },
  'POST /api/v1/api-keys': {
    may: ['api-keys.manage'],
    body: () => ({ name: 'Nightly import', scopes: ['api-keys.manage'] }),
  },
  'DELETE /api/v1/api-keys/{id}': {
    may: ['api-keys.manage'],
    path: ({ apiKeyId }) => ({ id: apiKeyId }),
  },
}
