import type { FastifyInstance } from 'fastify'
import { aSuperAdmin, signedInAsSuperAdmin } from '../../../test/super-admin.ts'
import type { Db } from '../../db/connect.ts'

/** Asks the panel as a super admin who is a user of no account. */
export async function panelAsker(db: Db, app: FastifyInstance) {
  const superAdmin = await aSuperAdmin(db)
  const cookie = await signedInAsSuperAdmin(db, superAdmin)
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1/installation${url}`,
      headers: { ...cookie, 'sec-fetch-site': 'same-origin', ...headers },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { superAdmin, ask }
}
