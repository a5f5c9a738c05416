import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { questionsOf } from '../contract/prequalification/form.ts'
import { standardForm } from '../contract/prequalification/standard-form.ts'
import type { Answer } from '../contract/prequalification/submissions.ts'
import { type Database, inAccount } from '../server/db/connect.ts'
import { runsSweep } from '../server/features/bulk/index.ts'
import { bulkCatalogue } from '../server/registry.ts'
import { anAccount, aUser, signedIn, type TestAccount, type TestUser, testInstallation } from './account.ts'
import { fillIn } from './prequalification.ts'

/** A database, and the program over it. */
type Ground = { database: Database; app: FastifyInstance }

/** Asked in the standard form; the second is what the solicitor takes out of the form and puts back. */
const questions = ['insurer', 'head-office-address', 'bonding-company'] as const
const who = fc.integer({ min: 0, max: 2 })
const step = fc.oneof(
  fc.record({ do: fc.constant('prequalify' as const), users: fc.uniqueArray(who, { minLength: 1 }) }),
  fc.record({ do: fc.constant('call-back' as const), users: fc.uniqueArray(who, { minLength: 1 }) }),
  fc.record({
    do: fc.constant('answer' as const),
    user: who,
    question: fc.constantFrom(...questions),
    value: fc.stringMatching(/^[a-z]{1,8}$/),
  }),
  fc.record({ do: fc.constant('submit' as const), user: who }),
  fc.record({ do: fc.constant('request-changes' as const) }),
  fc.record({ do: fc.constant('decide' as const), status: fc.constantFrom('qualified', 'not_qualified') }),
  fc.record({ do: fc.constant('publish' as const), asksAddress: fc.boolean() }),
  fc.record({ do: fc.constant('leave' as const), user: who }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

type World = {
  database: Database
  account: TestAccount
  users: TestUser[]
  stranger: TestUser
  companyId: string
  ask(
    as: TestUser,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    payload?: object,
  ): Promise<{ status: number; body: Record<string, never> & { code?: string } }>
}

/** What must be true, worked out beside the program in the simplest way there is. */
type Model = {
  round: number
  /** Rounds that were ever opened, those called back included. */
  opened: number
  state: string
  status: string
  invited: Set<number>
  gone: Set<number>
  asked: Set<string>
  published: Set<string>
  latest: Map<string, unknown>
}

async function aWorld({ database, app }: Ground): Promise<World> {
  const account = await anAccount(database.db)
  const add = (companyName: string) => aUser(database.db, account, { companyName, hasJoined: true })
  const users = [await add('Star Framing'), await add('Star Framing'), await add('Star Framing')]
  const stranger = await add('Alpha Concrete')
  const companyId = await inAccount(database.db, account.id, async tx => {
    await tx.updateTable('account').set({ bulk_hold_seconds: 0 }).where('id', '=', account.id).execute()
    const row = await tx
      .selectFrom('company')
      .select('id')
      .where('name', '=', 'Star Framing')
      .executeTakeFirstOrThrow()
    return row.id
  })
  const sessions = new Map<TestUser, { cookie: string }>()
  for (const user of [...users, stranger, account.admin])
    sessions.set(user, await signedIn(database.db, account, user))
  const ask: World['ask'] = async (as, method, url, payload) => {
    const headers = { ...sessions.get(as)!, 'sec-fetch-site': 'same-origin' }
    const answer = await app.inject({ method, url: `/api/v1${url}`, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, body: answer.body ? answer.json() : {} }
  }
  return { database, account, users, stranger, companyId, ask }
}

/** The run as a worker does it; each of its messages counts as accepted. */
async function runPrequalify({ database, account, users, ask }: World, chosen: number[]): Promise<void> {
  const payload = { selection: { ids: chosen.map(user => users[user]!.id) } }
  assert.equal((await ask(account.admin, 'POST', '/bulk-actions/user.prequalify/runs', payload)).status, 201)
  const sweep = runsSweep(database.db, bulkCatalogue(testInstallation))
  await sweep.sweep(account.id, new Date(), new AbortController().signal)
  await inAccount(database.db, account.id, async tx => {
    await sql`update respondent set state = 'sent', sent_at = now() where state = 'waiting'`.execute(tx)
    await sql`update run_item set outcome = 'done', settled_at = now() where outcome = 'pending'`.execute(tx)
  })
  await sweep.sweep(account.id, new Date(), new AbortController().signal)
}

/** A run that has done its work and is called back before any of its messages left: everything is as it was. */
async function runCalledBack({ database, account, users, ask }: World, chosen: number[]): Promise<void> {
  const payload = { selection: { ids: chosen.map(user => users[user]!.id) } }
  const run = await ask(account.admin, 'POST', '/bulk-actions/user.prequalify/runs', payload)
  const { id } = run.body as unknown as { id: string }
  const sweep = runsSweep(database.db, bulkCatalogue(testInstallation))
  await sweep.sweep(account.id, new Date(), new AbortController().signal)
  assert.equal((await ask(account.admin, 'POST', `/runs/${id}/cancel`)).status, 200)
}

const currentForm = async ({ account, companyId, ask }: World) =>
  ((await ask(account.admin, 'GET', `/prequalifications/${companyId}`)).body as { form?: { id: string } })
    .form?.id

async function take(world: World, model: Model, one: Step): Promise<void> {
  const { account, users, companyId, ask } = world
  const formId = (await currentForm(world)) ?? companyId
  const isOpen = ['invited', 'in_progress', 'changes_requested'].includes(model.state)
  const mayOpen = (user: number) => model.invited.has(user) && !model.gone.has(user)
  const saving = async (user: number, questionId: string, value: unknown) => {
    const there = ((await ask(account.admin, 'GET', `/submissions/${formId}`)).body.answers ?? []) as Answer[]
    const version = there.find(answer => answer.questionId === questionId)?.version ?? 0
    return ask(users[user]!, 'PUT', `/my-forms/${formId}/answers/${questionId}`, { value, version })
  }
  switch (one.do) {
    case 'prequalify': {
      const chosen = one.users.filter(user => !model.gone.has(user))
      if (!chosen.length) return
      await runPrequalify(world, chosen)
      const isAnew = chosen.some(user => model.invited.has(user))
      if (model.round === 0 || isAnew) {
        model.opened += 1
        model.round = model.opened
        model.state = 'invited'
        model.asked = new Set(model.published)
        if (isAnew) model.status = 'not_assigned'
      }
      for (const user of chosen) model.invited.add(user)
      return
    }
    case 'call-back': {
      const chosen = one.users.filter(user => !model.gone.has(user))
      if (!chosen.length) return
      await runCalledBack(world, chosen)
      if (chosen.some(user => model.invited.has(user))) model.opened += 1
      return
    }
    case 'answer': {
      const { status } = await saving(one.user, one.question, one.value)
      const isAsked = model.asked.has(one.question)
      const expected = !mayOpen(one.user) ? 404 : !isOpen ? 409 : !isAsked ? 404 : 200
      assert.equal(status, expected, `answering ${one.question}`)
      if (expected === 200) {
        model.latest.set(one.question, one.value)
        if (model.state === 'invited') model.state = 'in_progress'
      }
      return
    }
    case 'submit': {
      if (!mayOpen(one.user) || !isOpen) return
      await fillIn(async (questionId, value) => {
        const saved = await saving(one.user, questionId, value)
        assert.equal(saved.status, 200)
        model.latest.set(questionId, value)
        return saved as never
      })
      const confirmations = ['answers-are-true', 'may-answer-for-company']
      const done = await ask(users[one.user]!, 'POST', `/my-forms/${formId}/submission`, { confirmations })
      assert.equal(done.status, 200)
      model.state = 'submitted'
      return
    }
    case 'request-changes': {
      const { status } = await ask(account.admin, 'POST', `/submissions/${formId}/change-requests`, {
        text: 'Why?',
      })
      assert.equal(status, model.round === 0 ? 404 : model.state === 'submitted' ? 201 : 409)
      if (model.state === 'submitted') model.state = 'changes_requested'
      return
    }
    case 'decide': {
      const limits = { expiresOn: '2099-01-01', singleProjectLimit: '1', aggregateLimit: '2' }
      const url = `/prequalifications/${companyId}/decisions`
      const { status } = await ask(account.admin, 'POST', url, { status: one.status, ...limits })
      assert.equal(status, model.round === 0 ? 404 : 201)
      if (model.round === 0) return
      model.status = one.status
      if (model.state === 'submitted') model.state = 'reviewed'
      return
    }
    case 'publish': {
      const form = standardForm('USD')
      if (!one.asksAddress)
        for (const category of form.categories)
          category.questions = category.questions.filter(question => question.id !== 'head-office-address')
      await ask(account.admin, 'PUT', '/prequalification-form/draft', { form })
      assert.equal((await ask(account.admin, 'POST', '/prequalification-form/versions', {})).status, 201)
      model.published = new Set(questionsOf(form).map(question => question.id))
      return
    }
    case 'leave':
      await ask(account.admin, 'PATCH', `/people/${users[one.user]!.id}`, { companyName: 'Alpha Concrete' })
      model.gone.add(one.user)
  }
}

async function check(world: World, model: Model): Promise<void> {
  const { account, users, stranger, companyId, ask } = world
  if (model.round === 0) return
  const { body } = await ask(account.admin, 'GET', `/prequalifications/${companyId}`)
  const { status, form } = body as unknown as {
    status: string
    form: { id: string; state: string; round: number }
  }
  assert.deepEqual([status, form.state, form.round], [model.status, model.state, model.round])
  const submission = (await ask(account.admin, 'GET', `/submissions/${form.id}`)).body as unknown as {
    answers: Answer[]
    archived: Answer[]
  }
  const kept = new Map(
    [...submission.archived, ...submission.answers].map(one => [one.questionId, one.value]),
  )
  assert.deepEqual(new Map([...kept].toSorted()), new Map([...model.latest].toSorted() as [string, never][]))
  for (const [number, user] of [...users, stranger].entries()) {
    const isInvited = model.invited.has(number) && !model.gone.has(number)
    assert.equal(
      (await ask(user, 'GET', `/my-forms/${form.id}`)).status,
      isInvited ? 200 : 404,
      `user ${number}`,
    )
  }
}

/**
 * Tries random sequences of what solicitors and respondents do, each compared step by step with the model.
 *
 * @throws Error with the shortest sequence after which program and model differ
 */
export async function holdToModel(ground: Ground, sequences: number, seed?: number): Promise<void> {
  const sequence = fc.array(step, { minLength: 4, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(sequence, async steps => {
      const world = await aWorld(ground)
      const published = new Set(questionsOf(standardForm('USD')).map(question => question.id))
      const model: Model = {
        ...{ round: 0, opened: 0, state: '', status: 'not_assigned' },
        ...{ invited: new Set<number>(), gone: new Set<number>() },
        ...{ asked: published, published, latest: new Map<string, unknown>() },
      }
      for (const one of [{ do: 'prequalify' as const, users: [0] }, ...steps]) {
        await take(world, model, one)
        await check(world, model)
      }
    }),
    { numRuns: sequences, endOnFailure: true, ...(seed !== undefined && { seed }) },
  )
}
