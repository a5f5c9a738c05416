import assert from 'node:assert/strict'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { appFor, testInstallation } from '../../test/account.ts'
import { aDatabase } from '../../test/place.ts'
import type { Installation } from '../features/settings/index.ts'
import { sessionCookie } from '../features/sign-in/index.ts'
import type { FeatureRoutes } from './app.ts'

// Through real proxies on loopback, as Caddy and nginx are set up in docs/guides/operating.md.

const database = await aDatabase()

/** Tells whom the server takes a caller for, twice a minute at most. */
const echo: FeatureRoutes =
  ({ installation }) =>
  async app => {
    app.get(
      '/echo',
      { config: { anonymous: true, rateLimit: { max: 2, timeWindow: '1 minute' } } },
      async (request, reply) => {
        reply.setCookie(...sessionCookie('x', installation, request))
        return { ip: request.ip, host: request.host, protocol: request.protocol }
      },
    )
  }

async function aServer(t: TestContext, trustProxy: Installation['trustProxy']): Promise<number> {
  const app = await appFor(database, { installation: { ...testInstallation, trustProxy }, features: [echo] })
  t.after(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

/** Passes requests on as a proxy that ends TLS does: it adds who asked it, and says how and for which name it was asked. */
async function aProxy(t: TestContext, port: number): Promise<number> {
  const proxy = http.createServer((asked, answer) => {
    const before = asked.headers['x-forwarded-for']
    const headers = {
      ...asked.headers,
      'x-forwarded-for': [before, asked.socket.remoteAddress].filter(Boolean).join(', '),
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'muster.example.com',
    }
    const passed = http.request({ port, host: '127.0.0.1', path: asked.url, headers }, reply => {
      answer.writeHead(reply.statusCode!, reply.headers)
      reply.pipe(answer)
    })
    asked.pipe(passed)
  })
  t.after(() => proxy.close())
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  return (proxy.address() as AddressInfo).port
}

async function ask(port: number, from: string, headers: Record<string, string> = {}) {
  const request = http.get({ port, host: '127.0.0.1', path: '/api/v1/echo', localAddress: from, headers })
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
  let body = ''
  for await (const chunk of answer) body += chunk
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(body) }
}

const lies = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'evil.example.com',
  forwarded: 'for=203.0.113.9;proto=https',
  'x-real-ip': '203.0.113.9',
}

test('without a proxy to believe, what a caller says of itself counts for nothing', async t => {
  const port = await aServer(t, false)
  const { body, headers } = await ask(port, '127.0.0.2', lies)
  assert.deepEqual([body.ip, body.protocol], ['127.0.0.2', 'http'])
  assert.match(body.host, /^127\.0\.0\.1:/)
  assert.equal(headers['strict-transport-security'], undefined)
  assert.doesNotMatch(String(headers['set-cookie']), /Secure/)
})

for (const [what, trustProxy] of Object.entries({ 'one proxy': 1, 'its network': ['127.0.0.1/32'] })) {
  test(`behind ${what} the caller is who asked the proxy, by the protocol and name that it was asked by`, async t => {
    const port = await aProxy(t, await aServer(t, trustProxy))
    const { body, headers } = await ask(port, '127.0.0.2', lies)
    assert.deepEqual(body, { ip: '127.0.0.2', host: 'muster.example.com', protocol: 'https' })
    assert.match(String(headers['strict-transport-security']), /max-age=31536000; includeSubDomains/)
    assert.match(String(headers['set-cookie']), /Secure/)
  })
}

test('behind two proxies the first of them says who asked', async t => {
  const port = await aProxy(t, await aProxy(t, await aServer(t, 2)))
  assert.equal((await ask(port, '127.0.0.3', lies)).body.ip, '127.0.0.3')
})

test('who asks past the proxy, from outside of its network, is not believed', async t => {
  const port = await aServer(t, ['127.0.0.1/32'])
  assert.equal((await ask(port, '127.0.0.2', lies)).body.ip, '127.0.0.2')
})

test('limits count the callers behind a proxy each for themselves, and no header gives a caller another turn', async t => {
  const port = await aProxy(t, await aServer(t, 1))
  const statuses = []
  for (const header of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
    statuses.push((await ask(port, '127.0.0.2', { 'x-forwarded-for': header })).status)
  }
  assert.deepEqual(statuses, [200, 200, 429])
  assert.equal((await ask(port, '127.0.0.3')).status, 200)
})
