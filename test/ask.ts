import type { FastifyInstance } from 'fastify'
import type { Db } from '../server/db/connect.ts'
import { signedIn, type TestAccount } from './account.ts'

type Asked = { payload?: object; text?: string; as?: TestAccount['admin']; headers?: Record<string, string> }

/** Asks the API as a browser does in which somebody is signed in: the account's admin, unless the test names another. */
export const asker =
  (db: Db, app: FastifyInstance) =>
  async (
    account: TestAccount,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    { payload, text, as = account.admin, headers }: Asked = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...(await signedIn(db, account, as)), 'sec-fetch-site': 'same-origin', ...headers },
      ...(payload && { payload }),
      ...(text !== undefined && { payload: text }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body }
  }
