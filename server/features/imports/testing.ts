import assert from 'node:assert/strict'
import pg from 'pg'
import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import type { ProblemDocument } from '../../../contract/problems.ts'
import { anAccount, signedIn, type TestAccount, type TestUser } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'

/** An application over a database of its own, and what a test of imports asks of it. */
export async function importsUnderTest() {
  const { database, app } = await aPlace()
  const { db } = database

  async function ask<Body>(
    account: TestAccount,
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    options: { payload?: object | string | Buffer; type?: string; as?: TestUser; ifMatch?: string } = {},
  ): Promise<{ status: number; body: Body; text: string }> {
    const { payload, type, as = account.admin, ifMatch } = options
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: {
        ...(await signedIn(db, account, as)),
        ...(type && { 'content-type': type }),
        ...(ifMatch && { 'if-match': ifMatch }),
      },
      ...(payload !== undefined && { payload }),
    })
    const isJson = /json/.test(String(answer.headers['content-type']))
    return { status: answer.statusCode, body: (isJson ? answer.json() : null) as Body, text: answer.body }
  }

  const upload = (account: TestAccount, file: string | Buffer, query = '', as = account.admin) =>
    ask<ImportView & ProblemDocument>(account, 'POST', `/imports?fileName=people.csv${query}`, {
      payload: file,
      type: 'text/csv',
      as,
    })

  /** Uploads a file that can be read. */
  async function check(account: TestAccount, file: string | Buffer, query = ''): Promise<ImportView> {
    const { status, body } = await upload(account, file, query)
    assert.equal(status, 201, JSON.stringify(body))
    return body
  }

  const linesOf = async (account: TestAccount, view: { id: string }, query = '') =>
    (await ask<{ items: ImportLine[] }>(account, 'GET', `/imports/${view.id}/lines?limit=200${query}`)).body
      .items

  const apply = (account: TestAccount, view: { id: string }, sendInvitation = false) =>
    ask<ImportView & ProblemDocument>(account, 'POST', `/imports/${view.id}/apply`, {
      payload: { sendInvitation },
    })

  /** Checks and applies. */
  async function importFile(account: TestAccount, file: string | Buffer): Promise<ImportView> {
    const { status, body } = await apply(account, await check(account, file))
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }

  /** Everybody whom the test or an import added, by last name. */
  const peopleOf = (account: TestAccount) =>
    inAccount(db, account.id, tx =>
      tx
        .selectFrom('person as p')
        .innerJoin('person_state as s', 's.person_id', 'p.id')
        .innerJoin('permission_template as t', 't.id', 's.template_id')
        .selectAll('s')
        .select([
          'p.id',
          'p.first_name',
          'p.last_name',
          'p.email',
          'p.phone',
          'p.job_title',
          'p.company_name',
        ])
        .select(['p.external_id', 'p.language', 't.name as template'])
        .where('p.account_id', '=', account.id)
        .where('p.last_name', 'not in', ['Admin', 'standard', 'reader'])
        .orderBy('p.last_name')
        .orderBy('p.first_name')
        .execute(),
    )

  /** What the program itself may not do. */
  async function superuser(statement: string) {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(statement)
    await client.end()
  }

  return {
    db,
    database,
    app,
    ask,
    upload,
    check,
    linesOf,
    apply,
    importFile,
    peopleOf,
    superuser,
    anAccount: () => anAccount(db),
  }
}

/** What stands in the way of each line, as `line: reason reason`. */
export const reasonsByLine = (lines: ImportLine[]) =>
  lines.flatMap(({ line, faults }) =>
    faults.length ? [`${line}: ${faults.map(one => one.reason).join(' ')}`] : [],
  )
