import assert from 'node:assert/strict'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { type Db, inAccount } from '../../server/db/connect.ts'
import { templatesOfScope } from '../../server/features/permissions/queries.ts'
import { newId } from '../../server/lib/ids.ts'
import { aCompanyTemplate, anAccount, aUser, signedIn, type TestAccount, type TestUser } from '../account.ts'
import { prequalify } from '../prequalification.ts'
import { onProject } from '../projects.ts'
import { kinds } from './kinds.ts'
import type { Row, Things } from './matrix.ts'

export type Who = { cookie: string } | { authorization: string }
export type World = { account: TestAccount; users: Record<string, TestUser>; things: Things }

/** An account with one of everything, and an active user of each kind, or of those that are named. */
export async function aWorld(db: Db, app: FastifyInstance, named = Object.keys(kinds)): Promise<World> {
  const account = await anAccount(db)
  const things = await thingsOf(db, app, account)
  const users: Record<string, TestUser> = {}
  for (const kind of named) {
    const { template, onProjectAs } = kinds[kind]!
    const templateId = await aCompanyTemplate(db, account, { name: `As ${kind}`, ...template })
    const user = await aUser(db, account, { lastName: kind, templateId, hasJoined: true })
    users[kind] = user
    if (onProjectAs) await putOnProject(db, account, things.projectId, user, onProjectAs)
  }
  return { account, users, things }
}

async function thingsOf(db: Db, app: FastifyInstance, account: TestAccount): Promise<Things> {
  const headers = { ...(await signedIn(db, account, account.admin)), 'sec-fetch-site': 'same-origin' }
  const post = async (url: string, payload: object | string, type = 'application/json') => {
    const answer = await app.inject({
      ...{ method: 'POST', url: `/api/v1${url}`, payload },
      headers: { ...headers, 'content-type': type },
    })
    assert.ok(answer.statusCode < 300, answer.body)
    return answer.json().id as string
  }
  const person = await aUser(db, account)
  const inactive = await aUser(db, account, { status: 'inactive' })
  const projectId = await post('/projects', { name: 'Harbour Tower' })
  const groupId = await post('/distribution-groups', { name: 'Everybody' })
  for (const place of [`projects/${projectId}`, `distribution-groups/${groupId}`]) {
    const url = `/api/v1/${place}/people/${person.id}`
    const put = await app.inject({ method: 'PUT', url, headers, payload: {} })
    assert.equal(put.statusCode, 200, put.body)
  }
  await onProject(db, account, projectId, [inactive])
  return {
    personId: person.id,
    adminId: account.admin.id,
    inactiveId: inactive.id,
    templateId: account.templates.readOnly,
    runId: await post('/bulk-actions/user.invite/runs', { selection: { ids: [person.id] }, input: {} }),
    importId: await post('/imports?fileName=a.csv', 'Name,Email\nBo,bo@example.com\n', 'text/csv'),
    sessionId: (await app.inject({ url: '/api/v1/sessions', headers })).json().items[0].id,
    signInAddressId: newId(),
    apiKeyId: await post('/api-keys', { name: 'Look', scopes: ['directory.view'] }),
    accountId: account.id,
    companyId: await post('/companies', { name: 'Star Framing' }),
    otherCompanyId: await post('/companies', { name: 'Star Framing, LLC' }),
    projectId,
    groupId,
    suppressionId: await aSuppression(db, account),
    ...(await prequalify(db, account, [await aUser(db, account, { companyName: 'Volt Electric' })])),
  }
}

function aSuppression(db: Db, account: TestAccount): Promise<string> {
  const id = newId()
  const suppressed = { channel: 'sms', address: '+12125550123', reason: 'number-does-not-exist' } as const
  return inAccount(db, account.id, async tx => {
    await tx
      .insertInto('suppression')
      .values({ account_id: account.id, id, ...suppressed })
      .execute()
    return id
  })
}

function putOnProject(db: Db, { id }: TestAccount, projectId: string, user: TestUser, name: string) {
  return inAccount(db, id, async tx => {
    const template = (await templatesOfScope(tx, id, 'project')).find(one => one.name === name)!
    const member = { account_id: id, project_id: projectId, person_id: user.id, template_id: template.id }
    await tx.insertInto('project_member').values(member).execute()
  })
}

/** Asks for an operation, as a page of our own does or a program with a key. */
export function askFor(
  app: FastifyInstance,
  operation: string,
  row: Row,
  things: Things,
  who: Who,
): Promise<LightMyRequestResponse> {
  const [method, template] = operation.replace(/#.*/, '').split(' ') as ['GET', string]
  const named = row.path?.(things) ?? {}
  const url =
    template.replaceAll(/\{(\w+)\}/g, (_, name) => named[name]!) +
    (row.query ? `?${typeof row.query === 'string' ? row.query : row.query(things)}` : '')
  return app.inject({
    method,
    url,
    headers: {
      ...who,
      'sec-fetch-site': 'same-origin',
      ...(row.contentType && { 'content-type': row.contentType }),
    },
    ...(row.body && { payload: row.body(things) }),
  })
}
