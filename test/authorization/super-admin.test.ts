import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOperator, inAccount } from '../../server/db/connect.ts'
import { createApiKey, removeSuperAdmin } from '../../server/features/sign-in/index.ts'
import { newId } from '../../server/lib/ids.ts'
import { actorFor, anAccount, signedIn, type TestAccount } from '../account.ts'
import { aPlace } from '../place.ts'
import { alsoSuperAdmin, aSuperAdmin, signedInAsSuperAdmin } from '../super-admin.ts'
import { matrix, type Things } from './matrix.ts'
import { superAdminMatrix } from './super-admin-matrix.ts'

const { database, app } = await aPlace()

type Headers = { cookie: string } | { authorization: string }

async function askPanel(operation: string, account: TestAccount, who: Headers) {
  const [method, template] = operation.split(' ') as ['GET', string]
  const payload = superAdminMatrix[operation]!.body?.()
  return app.inject({
    method,
    url: template.replace('{id}', account.id),
    headers: { ...who, 'sec-fetch-site': 'same-origin' },
    ...(payload && { payload }),
  })
}

test('a super admin is let in everywhere in the panel, as a user of no account and as a user of one', async () => {
  const unexpected: string[] = []
  for (const operation of Object.keys(superAdminMatrix)) {
    const account = await anAccount(database.db)
    await alsoSuperAdmin(database.db, account.reader)
    const of = {
      'no account': await signedInAsSuperAdmin(database.db, await aSuperAdmin(database.db)),
      'an account': await signedIn(database.db, account, account.reader),
    }
    for (const [kind, who] of Object.entries(of)) {
      const { statusCode, body } = await askPanel(operation, account, who)
      if (statusCode >= 300) unexpected.push(`${operation} by a user of ${kind}: ${statusCode} ${body}`)
    }
  }
  assert.deepEqual(unexpected, [])
})

test('nobody else is, whatever they may do in an account, and no program', async () => {
  const account = await anAccount(database.db)
  const { admin, standard, reader } = account
  await alsoSuperAdmin(database.db, reader)
  const scopes = [...(await actorFor(database.db, account, admin)).permissions]
  const keyOf = async (user: typeof admin) => {
    const actor = await actorFor(database.db, account, user)
    const { key } = await inAccount(database.db, account.id, tx =>
      createApiKey(
        tx,
        actor,
        { name: user.id, scopes: scopes.filter(one => actor.permissions.has(one)), days: 1 },
        new Date(),
      ),
    )
    return { authorization: `Bearer ${key}` }
  }
  const removed = await aSuperAdmin(database.db)
  const wasOne = await signedInAsSuperAdmin(database.db, removed)
  const { loginId: id, userName } = removed
  assert.equal(await asOperator(database.db, tx => removeSuperAdmin(tx, { id, userName }, false)), 'removed')
  const others: Record<string, [Headers, number]> = {
    'a Directory Admin': [await signedIn(database.db, account, admin), 403],
    'a user with Standard': [await signedIn(database.db, account, standard), 403],
    'a key of a Directory Admin': [await keyOf(admin), 403],
    'a key of a super admin': [await keyOf(reader), 403],
    nobody: [{ cookie: 'nothing=here' }, 401],
    'who was one': [wasOne, 401],
  }
  const unexpected: string[] = []
  for (const operation of Object.keys(superAdminMatrix)) {
    for (const [kind, [who, expected]] of Object.entries(others)) {
      const { statusCode } = await askPanel(operation, account, who)
      if (statusCode !== expected) unexpected.push(`${operation} by ${kind}: ${statusCode}`)
    }
  }
  assert.deepEqual(unexpected, [])
})

test('a super admin who is no user of an account is let into nothing of any account', async () => {
  const account = await anAccount(database.db)
  const who = await signedInAsSuperAdmin(database.db, await aSuperAdmin(database.db))
  const things = new Proxy({ accountId: account.id, adminId: account.admin.id } as Things, {
    get: (known, name: keyof Things) => known[name] ?? newId(),
  })
  const unexpected: string[] = []
  for (const [operation, row] of Object.entries(matrix)) {
    const [method, template] = operation.split(' ') as ['GET', string]
    const named = row.path?.(things) ?? {}
    const answer = await app.inject({
      method,
      url: template.replaceAll(/\{(\w+)\}/g, (_, name) => named[name]!) + (row.query ? `?${row.query}` : ''),
      headers: {
        ...who,
        'sec-fetch-site': 'same-origin',
        ...(row.contentType && { 'content-type': row.contentType }),
      },
      ...(row.body && { payload: row.body(things) }),
    })
    if (answer.statusCode !== 403 || answer.json().code !== 'user-of-no-account')
      unexpected.push(`${operation}: ${answer.statusCode} ${answer.body.slice(0, 120)}`)
  }
  assert.deepEqual(unexpected, [])
})

test('as the role of the panel, everything that holds personal data or a secret is refused', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`,
  )
  const readable: string[] = []
  for (const { name } of rows) {
    const client = await database.pool.connect()
    try {
      await client.query('begin; set local role muster_operator')
      await client.query(`select * from ${name} limit 1`).then(
        () => readable.push(name),
        (error: { code: string }) => assert.equal(error.code, '42501', name),
      )
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  assert.deepEqual(readable, [
    'account',
    'installation_answer',
    'installation_event',
    'installation_link',
    'installation_setting',
    'mail_report_count',
    'restoration',
    'super_admin',
    'super_admin_name',
    'super_admin_session',
  ])
})
