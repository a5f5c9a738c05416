import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insideOnly } from './inside-only.ts'

const origin = 'https://muster.example.com'

test('who has signed in is led to the page that they came for', () => {
  for (const next of ['/my-forms/7?part=safety#last', '/directory/users?text=a%2Fb'])
    assert.equal(insideOnly(next, origin), next)
  assert.equal(insideOnly(undefined, origin), '/directory/users')
})

test('an address in a link leads nobody who has signed in to another site', () => {
  for (const next of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    'evil',
    '',
  ])
    assert.equal(insideOnly(next, origin), '/directory/users', JSON.stringify(next))
})
