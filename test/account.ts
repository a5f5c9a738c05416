import { randomUUID } from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { type Database, type Db, inAccount } from '../server/db/connect.ts'
import type { Template } from '../server/features/permissions/granted.ts'
import { type Actor, loadActor, type StandardTemplates } from '../server/features/permissions/index.ts'
import { insertTemplates } from '../server/features/permissions/queries.ts'
import type { Installation } from '../server/features/settings/index.ts'
import { createAccountIn } from '../server/features/sign-in/create-account.ts'
import { sessionCookieName, startSession } from '../server/features/sign-in/index.ts'
import { hashPassword } from '../server/features/sign-in/password.ts'
import { buildApp, type FeatureRoutes } from '../server/http/app.ts'
import { judgeEmail } from '../server/lib/email-address.ts'
import { newId } from '../server/lib/ids.ts'
import { judgePhone } from '../server/lib/phone.ts'
import { routes } from '../server/registry.ts'

/** What every test user signs in with, who can. */
export const testPassword = 'a lantern over seven quiet harbours'
let testPasswordHash: Promise<string> | undefined

export type TestUser = { id: string; loginId: string | null; userName: string | null }
export type TestAccount = {
  id: string
  name: string
  templates: StandardTemplates
  ownCompanyId: string
  /** May do everything; signs in with `userName` and `testPassword`. */
  admin: TestUser
  /** Directory Standard with Create and Edit Users. */
  standard: TestUser
  /** Read Only. */
  reader: TestUser
}

/** An account of its own for a test, with one user of each standard template who has joined. */
export async function anAccount(
  db: Db,
  overrides: { name?: string; country?: string } = {},
): Promise<TestAccount> {
  testPasswordHash ??= hashPassword(testPassword)
  const passwordHash = await testPasswordHash
  const email = `admin-${randomUUID()}@example.com`
  const name = overrides.name ?? 'Northwind Builders'
  const created = await db.transaction().execute(tx =>
    createAccountIn(tx, {
      accountName: name,
      country: overrides.country ?? 'US',
      language: 'en',
      timeZone: 'UTC',
      firstName: 'Ada',
      lastName: 'Admin',
      email,
      passwordHash,
    }),
  )
  const { accountId: id, templates, ownCompanyId } = created
  const account = { id, name, templates, ownCompanyId }
  const joined = (lastName: string, templateId: string) =>
    aUser(db, account, {
      lastName,
      templateId,
      email: `${lastName}-${randomUUID()}@example.com`,
      hasJoined: true,
    })
  return {
    ...account,
    admin: { id: created.adminId, loginId: created.loginId, userName: email },
    standard: await joined('standard', templates.standard),
    reader: await joined('reader', templates.readOnly),
  }
}

export type UserOverrides = {
  firstName?: string
  lastName?: string
  email?: string | null
  phone?: string | null
  jobTitle?: string | null
  externalId?: string | null
  language?: 'en' | 'ru' | null
  /** Is made unless the account has it. */
  companyName?: string | null
  templateId?: string
  /** A contact has no template and no invitation. */
  kind?: 'user' | 'contact'
  status?: 'active' | 'inactive'
  /** Has a login (with `testPassword`) and counts as having accepted. */
  hasJoined?: boolean
}

/** A user of the account, with the verdicts that their addresses deserve; never invited unless the test says more. */
export async function aUser(
  db: Db,
  account: Pick<TestAccount, 'id' | 'templates'>,
  overrides: UserOverrides = {},
): Promise<TestUser> {
  const id = newId()
  const email = judgeEmail(
    overrides.email === undefined ? `user-${randomUUID()}@example.com` : (overrides.email ?? ''),
  )
  const phone = judgePhone(overrides.phone ?? '', { accountCountry: null })
  const { kind = 'user', status = 'active', hasJoined = false, companyName = null } = overrides
  testPasswordHash ??= hashPassword(testPassword)
  const passwordHash = await testPasswordHash
  return inAccount(db, account.id, async tx => {
    const userName = hasJoined ? (email.address ?? phone.number) : null
    const loginId = userName === null ? null : newId()
    if (loginId !== null && userName !== null) {
      await tx
        .insertInto('login')
        .values({ id: loginId, user_name: userName, password_hash: passwordHash })
        .execute()
    }
    const companyId = companyName === null ? null : await companyOf(companyName)
    await tx
      .insertInto('person')
      .values({
        account_id: account.id,
        id,
        first_name: overrides.firstName ?? 'Uma',
        last_name: overrides.lastName ?? 'User',
        email: email.address ?? (overrides.email || null),
        phone: phone.number ?? (overrides.phone || null),
        job_title: overrides.jobTitle ?? null,
        company_name: companyName,
        external_id: overrides.externalId ?? null,
        language: overrides.language ?? null,
        login_id: loginId,
      })
      .execute()
    await tx
      .insertInto('person_state')
      .values({
        account_id: account.id,
        person_id: id,
        kind,
        status,
        invitation_state: hasJoined ? 'accepted' : 'not_invited',
        joined_at: hasJoined ? new Date() : null,
        email_verdict: email.verdict,
        phone_verdict: phone.verdict,
        company_id: companyId,
        template_id: kind === 'contact' ? null : (overrides.templateId ?? account.templates.readOnly),
        active_email: kind === 'user' && status === 'active' ? email.address : null,
      })
      .execute()
    return { id, loginId, userName }

    async function companyOf(name: string): Promise<string> {
      const known = await tx
        .selectFrom('company')
        .select('id')
        .where('account_id', '=', account.id)
        .where('name', '=', name)
        .executeTakeFirst()
      if (known) return known.id
      const companyId = newId()
      await tx.insertInto('company').values({ account_id: account.id, id: companyId, name }).execute()
      return companyId
    }
  })
}

/** The person as they act right now. */
export async function actorFor(db: Db, account: { id: string }, user: { id: string }): Promise<Actor> {
  const actor = await inAccount(db, account.id, tx => loadActor(tx, account.id, user.id))
  if (!actor) throw new Error('This test user is not active.')
  return actor
}

export const testInstallation: Installation = {
  publicUrl: 'http://127.0.0.1:3000',
  auditAnchorsFile: path.join(os.tmpdir(), `muster-test-anchors-${process.pid}.jsonl`),
  secret: Buffer.alloc(32, 7),
  smtpUrl: null,
  smsUrl: null,
  bounceUrl: null,
  sendLimits: null,
  mailFrom: { name: 'Muster', address: 'muster@example.com' },
  trustProxy: false,
}

/** The HTTP side over this database, for `inject`. Close it before the database. */
export function appFor(
  { db }: Pick<Database, 'db'>,
  options: { installation?: Partial<Installation>; features?: FeatureRoutes[]; webDir?: string } = {},
): Promise<FastifyInstance> {
  const installation = { ...testInstallation, ...options.installation }
  const { webDir, features = routes } = options
  return buildApp({ db, installation }, features, { logger: false, ...(webDir !== undefined && { webDir }) })
}

/** Headers of a person who is signed in, without the work of checking their password. */
export async function signedIn(db: Db, account: { id: string }, user: TestUser): Promise<{ cookie: string }> {
  const { loginId } = user
  if (loginId === null) throw new Error('This test user has not joined.')
  const token = await inAccount(db, account.id, tx =>
    startSession(tx, { accountId: account.id, personId: user.id, loginId }),
  )
  return { cookie: `${sessionCookieName}=${token}` }
}

/** Signs in as a browser does. @returns the headers to send from then on */
export async function signIn(
  app: FastifyInstance,
  userName: string,
  password: string,
): Promise<{ cookie: string }> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { userName, password } })
  const cookie = answer.cookies.find(({ name }) => name === sessionCookieName)
  if (!cookie) throw new Error(`Signing in was answered with ${answer.statusCode}.`)
  return { cookie: `${cookie.name}=${cookie.value}` }
}

/** A template for users of the account; what the test does not name is not granted. @returns its id */
export function aCompanyTemplate(
  db: Db,
  account: { id: string },
  template: { name?: string; is_assignable?: boolean } & Partial<Template>,
): Promise<string> {
  const id = newId()
  return inAccount(db, account.id, async tx => {
    const name = template.name ?? `Template ${id}`
    const given = { name, directory_level: 'none' as const, granular: [], is_assignable: false, ...template }
    await insertTemplates(tx, [{ account_id: account.id, id, ...given }])
    return id
  })
}
