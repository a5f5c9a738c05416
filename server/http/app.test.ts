import assert from 'node:assert/strict'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id, pageOf, pageQuery } from '../../contract/paging.ts'
import { anAccount, signedIn } from '../../test/account.ts'
import { aPlace, atTheEnd } from '../../test/place.ts'
import { actorOf } from '../features/permissions/index.ts'
import { Problem } from '../lib/problem.ts'

const body = z.object({
  name: z.string().min(1).max(5),
  kind: z.enum(['user', 'contact']),
  ids: z.array(id).max(2),
  at: z.union([
    z.object({ days: z.number() }).strict(),
    z.object({ hours: z.number(), zone: z.string() }).strict(),
  ]),
})
const testRoutes = (): FastifyPluginAsyncZod => async app => {
  app.post('/things', { schema: { body } }, async request => ({ by: actorOf(request).name }))
  app.get(
    '/things',
    { schema: { querystring: pageQuery, response: { 200: pageOf(z.string()) } } },
    async () => ({
      items: ['a'],
      next: 'c2Vjb25k',
    }),
  )
  app.get('/things/:id', { schema: { params: z.object({ id }) } }, async () => ({}))
  app.get('/broken', { config: { anonymous: true } }, async () => {
    throw Object.assign(new Error('duplicate key: ana@example.com'), { code: '23505' })
  })
  app.get('/refused', { config: { anonymous: true } }, async () => {
    throw new Problem('email-in-use', { detail: 'Ada Admin may see who has it.' })
  })
}

const webDir = await fs.mkdtemp(path.join(os.tmpdir(), 'muster-web-'))
atTheEnd(() => fs.rm(webDir, { recursive: true, force: true }))
await fs.writeFile(path.join(webDir, 'index.html'), '<!doctype html><title>Muster</title>')
await fs.mkdir(path.join(webDir, 'assets'))
await fs.writeFile(path.join(webDir, 'assets', 'main-4f2a.js'), 'export {}')
const { database, app } = await aPlace({ features: [testRoutes], webDir })
const account = await anAccount(database.db)
const admin = await signedIn(database.db, account, account.admin)

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
const post = (payload: object | string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/things',
    payload,
    headers: { 'content-type': 'application/json', ...admin, ...headers },
  })
const good = { name: 'Ana', kind: 'user', ids: [], at: { days: 1 } }

test('who is not signed in is told so before anything of their request is judged', async () => {
  for (const [method, url] of [
    ['POST', '/api/v1/things'],
    ['GET', '/api/v1/things/not-an-id'],
    ['GET', '/api/v1/things'],
  ] as const) {
    const answer = await app.inject({ method, url })
    assert.equal(answer.statusCode, 401)
    assert.equal(answer.json().code, 'not-signed-in')
  }
})

test('faulty input is answered with all its faults, each with its place and reason', async () => {
  const answer = await post({
    name: 'Anastasia',
    kind: 'robot',
    ids: ['x', 7],
    at: { hours: 'two', zone: 'UTC' },
  })
  assert.equal(answer.statusCode, 422)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  const problem = answer.json()
  assert.equal(problem.type, 'http://127.0.0.1:3000/docs/problems/faulty-input')
  assert.equal(problem.code, 'faulty-input')
  assert.equal(problem.status, 422)
  assert.deepEqual(problem.faults, [
    { path: ['name'], reason: 'too-long', detail: { most: 5 } },
    { path: ['kind'], reason: 'not-a-choice', detail: { choices: 'user, contact' } },
    { path: ['ids', 0], reason: 'not-an-id' },
    { path: ['ids', 1], reason: 'wrong-type', detail: { expected: 'string' } },
    { path: ['at', 'hours'], reason: 'wrong-type', detail: { expected: 'number' } },
  ])
})

test('what is missing is required', async () => {
  const { faults } = (await post({ name: '', ids: null })).json()
  assert.deepEqual(faults, [
    { path: ['name'], reason: 'required' },
    { path: ['kind'], reason: 'required' },
    { path: ['ids'], reason: 'required' },
    { path: ['at'], reason: 'required' },
  ])
  assert.deepEqual((await post('')).json().faults, [{ path: [], reason: 'required' }])
})

test('a body that is no JSON, or too big, is refused as such', async () => {
  const broken = await post('{"name": ')
  assert.deepEqual([broken.statusCode, broken.json().code], [400, 'malformed-request'])
  const big = await post({ ...good, more: 'x'.repeat(1024 * 1024) })
  assert.deepEqual([big.statusCode, big.json().code], [413, 'request-too-large'])
  const xml = await post('<a/>', { 'content-type': 'application/xml' })
  assert.deepEqual([xml.statusCode, xml.json().code], [400, 'malformed-request'])
})

test('a faulty query is a malformed request with its faults', async () => {
  const answer = await get('/api/v1/things?limit=1000', admin)
  assert.equal(answer.statusCode, 400)
  assert.equal(answer.json().code, 'malformed-request')
  assert.deepEqual(answer.json().faults, [{ path: ['limit'], reason: 'too-large', detail: { most: 200 } }])
})

test('what cannot be an id, an address and a method that nobody answers are not found', async () => {
  const answers = [
    await get('/api/v1/things/not-an-id', admin),
    await get('/api/v1/nothing', admin),
    await get('/api/v1/nothing', { ...admin, accept: 'text/html' }),
    await get('/api/v1/%zz', admin),
    await app.inject({ method: 'DELETE', url: '/api/v1/things', headers: admin }),
  ]
  for (const answer of answers) {
    assert.equal(answer.statusCode, 404)
    assert.equal(answer.json().code, 'not-found')
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  }
})

test('a defect tells nothing of itself', async () => {
  const answer = await get('/api/v1/broken')
  assert.equal(answer.statusCode, 500)
  assert.deepEqual(Object.keys(answer.json()).sort(), ['code', 'status', 'title', 'type'])
  assert.ok(!answer.body.includes('ana@example.com'))
})

test('a problem on purpose keeps its words', async () => {
  const answer = await get('/api/v1/refused')
  assert.equal(answer.statusCode, 409)
  assert.equal(answer.json().detail, 'Ada Admin may see who has it.')
})

test('a list links to its next page', async () => {
  const { headers } = await get('/api/v1/things?limit=1', admin)
  assert.equal(headers.link, '</api/v1/things?limit=1&cursor=c2Vjb25k>; rel="next"')
})

test('what another site lets a browser send is refused', async () => {
  const refused: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:3000' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3000.evil.example' },
  ]
  for (const headers of refused) {
    const answer = await post(good, headers)
    assert.deepEqual(
      [answer.statusCode, answer.json().code],
      [403, 'not-same-origin'],
      JSON.stringify(headers),
    )
  }
})

test('what our own page, or no browser at all, sends is answered', async () => {
  const accepted: Record<string, string>[] = [
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:3000' },
    { 'sec-fetch-site': 'none' },
    { origin: 'http://127.0.0.1:3000' },
    { origin: 'http://localhost:4000', host: 'localhost:4000' },
  ]
  for (const headers of accepted) {
    assert.equal((await post(good, headers)).statusCode, 200, JSON.stringify(headers))
  }
  assert.equal((await get('/api/v1/things', { ...admin, 'sec-fetch-site': 'cross-site' })).statusCode, 200)
})

test('pages run nothing but our own files and tell nobody where a visitor came from', async () => {
  const { headers } = await get('/', { accept: 'text/html' })
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /(^|;)default-src 'none'/)
  assert.match(policy, /;script-src 'self'(;|$)/)
  assert.match(policy, /;frame-ancestors 'none'(;|$)/)
  assert.match(policy, /;object-src 'none'(;|$)/)
  assert.match(policy, /;base-uri 'none'(;|$)/)
  assert.equal(headers['referrer-policy'], 'no-referrer')
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.equal(headers['strict-transport-security'], undefined)
})

test('every address that a person may open shows the web client; files are files', async () => {
  for (const url of ['/', '/people/7?x=1', '/join/secret']) {
    const page = await get(url, { accept: 'text/html,*/*' })
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /<title>Muster<\/title>/)
    assert.equal(page.headers['cache-control'], 'no-cache')
  }
  const asset = await get('/assets/main-4f2a.js')
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal((await get('/assets/main-0000.js', { accept: 'text/html' })).statusCode, 404)
  assert.equal((await get('/people')).statusCode, 404)
})

test('the API is described for tools, with its problems and keys, and browsable for people', async () => {
  const { openapi, paths, components } = (await get('/api/v1/openapi.json')).json()
  assert.equal(openapi, '3.1.0')
  assert.deepEqual(Object.keys(paths), [
    '/api/v1/things',
    '/api/v1/things/{id}',
    '/api/v1/broken',
    '/api/v1/refused',
  ])
  const { post: create } = paths['/api/v1/things']
  assert.ok(create.parameters.some((each: { name: string }) => each.name === 'Idempotency-Key'))
  assert.deepEqual(create.requestBody.content['application/json'].schema.required, [
    'name',
    'kind',
    'ids',
    'at',
  ])
  assert.equal(
    create.responses.default.content['application/problem+json'].schema.$ref,
    '#/components/schemas/Problem',
  )
  assert.ok(components.schemas.Problem.properties.faults)
  assert.deepEqual(paths['/api/v1/broken'].get.security, [])
  assert.match((await get('/api')).body, /swagger-ui/)
})

test('whoever runs it sees that it lives, that it is ready, and what routes take', async () => {
  assert.equal((await get('/livez')).statusCode, 200)
  assert.equal((await get('/readyz')).statusCode, 200)
  await get('/api/v1/things/0197f0f0-0000-7000-8000-000000000000', admin)
  const { body: metrics } = await get('/metrics')
  assert.match(
    metrics,
    /http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/things\/:id",status="200"\}/,
  )
  assert.ok(!metrics.includes('0197f0f0'))
})
