import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aPlace } from './place.ts'

type Operation = { parameters?: { name: string }[]; responses: Record<string, unknown>; security?: unknown[] }
type Description = { paths: Record<string, Record<string, Operation>>; components: { schemas: object } }

const { app } = await aPlace()
const description: Description = (await app.inject('/api/v1/openapi.json')).json()

const operations = () =>
  Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('everything that the description refers to is in it', () => {
  const named = new Set(Object.keys(description.components.schemas))
  const missing = new Set<string>()
  JSON.stringify(description, (key, value) => {
    if (key === '$ref' && !named.has(String(value).replace('#/components/schemas/', ''))) missing.add(value)
    return value
  })
  assert.deepEqual([...missing], [])
})

test('every POST takes an Idempotency-Key, and every operation says how it fails', () => {
  assert.ok(operations().length > 15)
  for (const { path, method, operation } of operations()) {
    assert.ok(operation.responses.default, `${method} ${path}`)
    const takesKey = operation.parameters?.some(({ name }) => name === 'Idempotency-Key') === true
    assert.equal(takesKey, method === 'post', `${method} ${path}`)
  }
})

test('who is not signed in gets 401 wherever the description does not say otherwise', async () => {
  for (const { path, method, operation } of operations()) {
    if (operation.security?.length === 0) continue
    const url = path.replaceAll(/\{\w+\}/g, '0197f0f0-0000-7000-8000-000000000000')
    const answer = await app.inject({ method: method.toUpperCase() as 'GET', url })
    assert.deepEqual([answer.statusCode, answer.json().code], [401, 'not-signed-in'], `${method} ${path}`)
  }
})
