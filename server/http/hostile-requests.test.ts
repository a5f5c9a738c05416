import assert from 'node:assert/strict'
import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { anAccount, signedIn } from '../../test/account.ts'
import { aPlace } from '../../test/place.ts'

const testRoutes = (): FastifyPluginAsyncZod => async app => {
  app.get('/names', { schema: { querystring: z.object({ name: z.string() }) } }, async () => ['Ana'])
  app.post('/names', { schema: { body: z.object({ name: z.string() }) } }, async ({ body }) => body)
}

const { database, app } = await aPlace({ features: [testRoutes] })
await app.listen({ host: '127.0.0.1', port: 0 })
const account = await anAccount(database.db)
const admin = await signedIn(database.db, account, account.admin)

const post = (payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/names',
    payload,
    headers: { 'content-type': 'application/json', ...admin, ...headers },
  })

/** As it is, over a socket. @returns the status of each answer until the server hangs up */
async function say(lines: string[]): Promise<string[]> {
  const socket = net.connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.setEncoding('utf8').end(lines.join('\r\n'))
  let heard = ''
  socket.on('data', text => {
    heard += text
  })
  await once(socket, 'close')
  return [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status!)
}

test('a request whose end can be read in two ways is refused, and what hides behind it is not answered', async () => {
  const hidden = ['GET /livez HTTP/1.1', 'host: a', '', '']
  const begin = ['POST /api/v1/names HTTP/1.1', 'host: a']
  const both = ['content-length: 4', 'transfer-encoding: chunked', '', '0', '', ...hidden]
  assert.deepEqual(await say([...begin, ...both]), ['400'])
  assert.deepEqual(await say([...begin, 'content-length: 0', 'content-length: 40', '', ...hidden]), ['400'])
  assert.deepEqual(await say([...begin, 'transfer-encoding: chunked, identity', '', ...hidden]), ['400'])
  assert.deepEqual(await say(hidden), ['200'])
})

test('TRACE is answered by nobody', async () => {
  assert.deepEqual(
    await say(['TRACE / HTTP/1.1', 'host: a', 'cookie: secret', 'connection: close', '', '']),
    ['404'],
  )
})

test('a body that reaches for the prototype of objects is refused', async () => {
  for (const body of ['{"name":"Ana","__proto__":{"isAdmin":true}}', '{"constructor":{"prototype":{}}}']) {
    const answer = await post(body)
    assert.deepEqual([answer.statusCode, answer.json().code], [400, 'malformed-request'], body)
  }
})

test('what nobody asked for is no part of what a route is given', async () => {
  assert.deepEqual((await post('{"name":"Ana","isAdmin":true}')).json(), { name: 'Ana' })
})

test('a parameter given twice where one is meant is a fault', async () => {
  const answer = await app.inject({ url: '/api/v1/names?name=Ana&name=Bea', headers: admin })
  assert.equal(answer.statusCode, 400)
  assert.deepEqual(answer.json().faults, [
    { path: ['name'], reason: 'wrong-type', detail: { expected: 'string' } },
  ])
})

test('no answer of the API is kept by a browser, each says what it is, and none is for pages of others', async () => {
  const origin = 'https://evil.example'
  for (const { headers } of [
    await app.inject({ url: '/api/v1/names?name=Ana', headers: { ...admin, origin } }),
    await app.inject({ url: '/api/v1/names', headers: { origin } }),
  ]) {
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['content-type']), /^application\/(json; charset=utf-8|problem\+json)/)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['access-control-allow-origin'], undefined)
  }
  const asked = { ...admin, origin, 'access-control-request-method': 'POST' }
  const beforehand = await app.inject({ method: 'OPTIONS', url: '/api/v1/names', headers: asked })
  assert.equal(beforehand.statusCode, 404)
  assert.equal(beforehand.headers['access-control-allow-origin'], undefined)
})
