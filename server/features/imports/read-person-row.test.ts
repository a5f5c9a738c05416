import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ImportField } from './header-aliases.ts'
import { readPersonRow } from './read-person-row.ts'

const read = (row: Partial<Record<ImportField, string>>, country: string | null = 'RU') =>
  readPersonRow(Object.values(row), Object.keys(row) as ImportField[], { country })
const reasonsOf = (row: Partial<Record<ImportField, string>>) => read(row).faults.map(fault => fault.reason)

test('a good line becomes a person as it is stored', () => {
  const { fields, faults, warnings } = read({
    firstName: ' Ana ',
    lastName: 'Kovač',
    email: 'Ana@Example.com',
    phone: '79051111111',
    companyName: 'Star  Framing',
    jobTitle: 'Foreman',
    template: 'Standard',
    externalId: '007',
    language: 'Русский',
  })
  assert.deepEqual([faults, warnings], [[], []])
  assert.deepEqual(fields, {
    firstName: 'Ana',
    lastName: 'Kovač',
    email: 'ana@example.com',
    emailVerdict: 'ok',
    phone: '+79051111111',
    phoneVerdict: 'ok',
    companyName: 'Star Framing',
    jobTitle: 'Foreman',
    template: 'Standard',
    externalId: '007',
    language: 'ru',
    isEmployee: null,
  })
})

test('all faults of a line are told at once', () => {
  const { faults, warnings } = read({
    email: 'a@b',
    jobTitle: 'x'.repeat(201),
    companyName: 'y'.repeat(201),
    phone: '9051111111',
  })
  assert.deepEqual(
    faults.map(({ field, reason }) => [field, reason]),
    [
      ['email', 'email-malformed'],
      ['companyName', 'too-long'],
      ['jobTitle', 'too-long'],
      [null, 'name-missing'],
    ],
  )
  assert.equal(warnings.length, 1)
})

test('a doubtful phone is kept as typed with a warning that says how to write it', () => {
  const { fields, faults, warnings } = read({ firstName: 'Ana', phone: '8 905 111-11-11' })
  assert.deepEqual([fields.phone, fields.phoneVerdict, faults], ['8 905 111-11-11', 'no-country-code', []])
  assert.deepEqual(warnings, [
    { field: 'phone', reason: 'phone-without-country-code', detail: { example: '+7 905 111 11 11' } },
  ])
  const warned = (phone: string) => read({ firstName: 'Ana', phone }).warnings.map(warning => warning.reason)
  assert.deepEqual(warned('+7 495 123-45-67'), ['phone-not-mobile'])
  assert.deepEqual(warned('ask Jo'), ['phone-malformed'])
  assert.deepEqual(warned('7,90511E+10'), ['phone-rounded-by-spreadsheet'])
})

test('a person needs a name, first or last', () => {
  assert.deepEqual(reasonsOf({ email: 'a@example.com', firstName: '\u200B ', lastName: '' }), [
    'name-missing',
  ])
  assert.deepEqual(reasonsOf({ email: 'a@example.com', lastName: 'Kovač' }), [])
})

test('a line needs an e-mail, an external id, a phone or a company to find the person again', () => {
  assert.deepEqual(reasonsOf({ firstName: 'Ana' }), ['not-identifiable'])
  for (const by of [
    { email: 'a@example.com' },
    { externalId: '7' },
    { phone: '79051111111' },
    { companyName: 'Star' },
  ]) {
    assert.deepEqual(reasonsOf({ firstName: 'Ana', ...by }), [])
  }
})

test('a value that is too long is a fault that names the limit, counted in letters', () => {
  assert.deepEqual(read({ firstName: 'я'.repeat(101), email: 'a@example.com' }).faults, [
    { field: 'firstName', reason: 'too-long', detail: { most: 100 } },
  ])
  assert.deepEqual(reasonsOf({ firstName: '👷'.repeat(100), email: 'a@example.com' }), [])
  assert.deepEqual(reasonsOf({ firstName: 'Ana', phone: '9'.repeat(51) }), ['too-long'])
})

test('a name in one column is split; in Russian lists the family name stands first', () => {
  const name = (row: Partial<Record<ImportField, string>>) => {
    const { firstName, lastName } = read(row).fields
    return [firstName, lastName]
  }
  assert.deepEqual(name({ fullName: 'Ana Maria Kovač' }), ['Ana Maria', 'Kovač'])
  assert.deepEqual(name({ fullName: 'Kovač, Ana Maria' }), ['Ana Maria', 'Kovač'])
  assert.deepEqual(name({ fullName: 'Ana' }), ['Ana', ''])
  assert.deepEqual(name({ fullName: 'Kovač,' }), ['Kovač', ''])
  assert.deepEqual(name({ familyNameFirst: 'Иванов  Иван Иванович' }), ['Иван Иванович', 'Иванов'])
  assert.deepEqual(name({ fullName: 'Display Only', firstName: 'Ana' }), ['Ana', ''])
})

test('names with HTML, newlines and right-to-left text are kept as one line of text', () => {
  const { fields } = read({
    firstName: '<b>Ana</b>\r\nMaria',
    lastName: '\u202Eمحمد',
    email: 'a@example.com',
  })
  assert.deepEqual([fields.firstName, fields.lastName], ['<b>Ana</b> Maria', 'محمد'])
})

test('a formula in a cell is the text that it looks like', () => {
  assert.equal(
    read({ firstName: '=HYPERLINK("x")', email: 'a@example.com' }).fields.firstName,
    '=HYPERLINK("x")',
  )
})

test('of several addresses that Google puts into one cell the first is taken', () => {
  const { fields } = read({
    firstName: 'Ana',
    email: 'a@example.com ::: b@example.com',
    phone: '+79051111111 ::: +79052222222',
  })
  assert.deepEqual([fields.email, fields.phone], ['a@example.com', '+79051111111'])
})

test('an unknown language is left out with a warning', () => {
  const { fields, warnings } = read({ firstName: 'Ana', externalId: '1', language: 'Klingon' })
  assert.equal(fields.language, null)
  assert.deepEqual(
    warnings.map(warning => warning.reason),
    ['language-unknown'],
  )
})

test('a line with fewer cells than columns reads as empty at its end', () => {
  const { fields } = readPersonRow(['Ana'], ['firstName', 'email', null], { country: null })
  assert.deepEqual([fields.firstName, fields.email, fields.emailVerdict], ['Ana', null, 'missing'])
})
