import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MailBatch, prepareMessage, UnusableTemplate } from './index.ts'

const batch: MailBatch = {
  from: { address: 'no-reply@muster.example' },
  variables: { account: { name: 'Acme' }, reminders: [3, 7] },
  slots: ['person.firstName', 'link'],
}
const prepare = (text: string, subject = 'Hello') => prepareMessage({ subject, text, html: '' }, batch)

test('a template may loop over, compare and filter what the whole batch shares', () => {
  const { text } = prepare(
    '{% for day in reminders %}{{ day }} {% endfor %}{% if account.name == "Acme" %}{{ account.name | upcase }}{% endif %}',
  )
  assert.deepEqual(text, ['3 7 ACME'])
})

test('what differs from person to person may be printed anywhere, also in conditions and loops over something else', () => {
  const { text } = prepare('a\n{% for day in reminders %}\n{{- link -}}{% endfor %} {{person.firstName}}')
  assert.deepEqual(
    text.filter(piece => typeof piece === 'number'),
    [1, 1, 0],
  )
})

for (const [what, source] of Object.entries({
  filtered: 'x\n{{ link | upcase }}',
  compared: 'x\n{% if person.firstName == "Ana" %}a{% endif %}',
  'looped over': 'x\n{% for a in link %}{% endfor %}',
  'kept in a variable': 'x\n{% assign a = link %}{{ a }}',
  'echoed by a tag': 'x\n{% echo link %}',
  'reached by another spelling': 'x\n{{ person["firstName"] }}',
  'an argument': 'x\n{{ account.name | append: link }}',
})) {
  test(`a template in which a person's value is ${what} is refused with the line`, () => {
    assert.throws(() => prepare(source), {
      name: 'UnusableTemplate',
      message: /text, line 2: .*can only be printed/,
    })
  })
}

test('a template that asks for something nobody knows is refused with its name', () => {
  assert.throws(
    () => prepare('{{ person.shoeSize }}'),
    /line 1: "person.shoeSize" is not known.*person.firstName, link/,
  )
  assert.throws(() => prepare('{{ person }}'), /"person" is not known/)
  assert.throws(() => prepare('{{ company.name }}'), /undefined variable: company/)
  assert.throws(() => prepare('a', '{{ nothing }}'), /^UnusableTemplate: subject: /)
})

test('a template can neither switch escaping off, nor hide a value, nor read a file', () => {
  for (const source of [
    '{{ account.name | raw }}',
    '{% capture a %}{{ link }}{% endcapture %}',
    '{% include "/etc/passwd" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{{ account.constructor }}',
  ]) {
    assert.throws(() => prepare(source), UnusableTemplate, source)
  }
})

test('a template that would run for ever is stopped', () => {
  assert.throws(() => prepare('{% for a in (1..100000000) %}x{% endfor %}'), UnusableTemplate)
})

test('an account name can not pose as a slot', () => {
  const named = { ...batch, variables: { account: { name: 'Acme \uE0001\uE001' } } }
  assert.deepEqual(prepareMessage({ subject: '', text: '{{ account.name }}!', html: '' }, named).text, [
    'Acme 1!',
  ])
})
