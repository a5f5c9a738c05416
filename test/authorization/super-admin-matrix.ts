import { randomUUID } from 'node:crypto'
import { testPassword } from '../account.ts'

/** One operation of the super admin's panel, asked for with an account's id where it names one. */
export type PanelRow = { body?: () => object }

const newAccount = () => ({
  accountName: `Volt Electric ${randomUUID()}`,
  country: 'US',
  language: 'en',
  timeZone: 'UTC',
  firstName: 'Jo',
  lastName: 'Smith',
  email: 'jo.smith@example.com',
})

/**
 * Every operation of the panel, as `METHOD path` of the OpenAPI document: for super admins, whether they are users of an
 * account or not, and for nobody by what they may do in an account. Source: product.md section 4.
 */
export const superAdminMatrix: Record<string, PanelRow> = {
  'GET /api/v1/installation': {},
  'GET /api/v1/installation/session': {},
  'GET /api/v1/installation/accounts': {},
  'POST /api/v1/installation/accounts': { body: newAccount },
  'GET /api/v1/installation/accounts/{id}': {},
  'POST /api/v1/installation/accounts/{id}/suspend': { body: () => ({ reason: 'Unpaid' }) },
  'POST /api/v1/installation/accounts/{id}/resume': {},
  'GET /api/v1/installation/settings': {},
  'PATCH /api/v1/installation/settings': { body: () => ({ idleSessionMinutes: 700 }) },
  'GET /api/v1/installation/queue': {},
  'POST /api/v1/installation/sending/pause': { body: () => ({ reason: 'Moving' }) },
  'POST /api/v1/installation/sending/resume': {},
  'GET /api/v1/installation/delivery': {},
  'POST /api/v1/installation/delivery/test': { body: () => ({ language: 'en' }) },
  'GET /api/v1/installation/delivery/diagnosis': {},
  'GET /api/v1/installation/events': {},
  'GET /api/v1/installation/events/report': {},
  'GET /api/v1/installation/super-admins': {},
  'POST /api/v1/installation/password': {
    body: () => ({ currentPassword: testPassword, password: 'nine herons on a green tin roof' }),
  },
}
