import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapHeader } from './map-header.ts'

const mapped = (header: string, overrides?: Record<string, string>) => {
  const titles = header.split(',')
  const { columns, ignored, faults } = mapHeader(titles, overrides)
  const fields = columns.flatMap((field, at) => (field === null ? [] : [`${titles[at]} → ${field}`]))
  return { fields, ignored, faults }
}
const reasons = (header: string, overrides?: Record<string, string>) =>
  mapped(header, overrides).faults.map(fault => fault.reason)

test('an export of Google Contacts is understood, the older form and the newer', () => {
  const older =
    'Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title'
  assert.deepEqual(mapped(older), {
    fields: [
      'Name → fullName',
      'Given Name → firstName',
      'Family Name → lastName',
      'E-mail 1 - Value → email',
      'Phone 1 - Value → phone',
      'Organization 1 - Name → companyName',
      'Organization 1 - Title → jobTitle',
    ],
    ignored: ['E-mail 1 - Type', 'Phone 1 - Type'],
    faults: [],
  })
  const newer =
    'First Name,Middle Name,Last Name,Organization Name,Organization Title,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Value'
  assert.deepEqual(mapped(newer).fields, [
    'First Name → firstName',
    'Last Name → lastName',
    'Organization Name → companyName',
    'Organization Title → jobTitle',
    'E-mail 1 - Value → email',
    'Phone 1 - Value → phone',
  ])
})

test('an export of Outlook is understood: the mobile wins over the office phone, the job title over Mr and Dr', () => {
  const header =
    'Title,First Name,Last Name,Company,Job Title,Business Phone,Home Phone,Mobile Phone,E-mail Address'
  assert.deepEqual(mapped(header).fields, [
    'First Name → firstName',
    'Last Name → lastName',
    'Company → companyName',
    'Job Title → jobTitle',
    'Mobile Phone → phone',
    'E-mail Address → email',
  ])
  assert.deepEqual(mapped(header).ignored, ['Title', 'Business Phone', 'Home Phone'])
})

test('a plain list with every field is understood whatever its case, spaces and punctuation', () => {
  const header =
    'FIRST_NAME, last name ,email-address,Mobile  Phone*,company:,JobTitle,Permission Template,Employee ID,Language'
  assert.deepEqual(
    mapHeader(header.split(',')).columns,
    'firstName lastName email phone companyName jobTitle template externalId language'.split(' '),
  )
})

test('Russian headers are understood', () => {
  const header = 'Имя,Фамилия,Эл. почта,Телефон,Компания,Должность,Шаблон прав,Табельный номер,Язык'
  assert.deepEqual(
    mapHeader(header.split(',')).columns,
    'firstName lastName email phone companyName jobTitle template externalId language'.split(' '),
  )
  assert.deepEqual(mapHeader(['Ф. И. О.', 'E-mail', 'Моб. телефон', 'Организация']).columns, [
    'familyNameFirst',
    'email',
    'phone',
    'companyName',
  ])
})

test('of two columns that are called differently the first is used and the other named as ignored', () => {
  assert.deepEqual(mapped('Name,Work phone,Office phone').ignored, ['Office phone'])
  assert.deepEqual(mapped('Name,Work phone,Office phone').faults, [])
})

test('the same header twice is a fault, unless it is not used', () => {
  assert.deepEqual(mapped('Name,Email,email').faults, [
    { reason: 'header-twice', detail: { column: 'Email' } },
  ])
  assert.deepEqual(reasons('Name,Notes,Notes,,'), [])
  assert.deepEqual(reasons('Name,Phone,Phone,Mobile'), [])
  assert.deepEqual(reasons('Name,Email,Email', { Email: 'email' }), [])
})

test('a missing header is a fault that lists what was found and what is understood', () => {
  const { faults } = mapped('Ana,Kovač,,ana@example.com')
  assert.equal(faults[0]?.reason, 'header-not-understood')
  assert.equal(faults[0]?.detail.found, 'Ana, Kovač, ana@example.com')
  assert.match(faults[0]?.detail.understood ?? '', /^First Name, Last Name, .*Email.*Permission Template/)
  assert.deepEqual(reasons('Company,Job Title'), ['header-not-understood'])
  for (const enough of ['Name', 'E-mail', 'Телефон']) assert.deepEqual(reasons(enough), [])
})

test('what the administrator says about a column goes before what its header says', () => {
  const { fields, ignored } = mapped('Name,Mobile,Direct line,Firm', {
    'direct LINE': 'phone',
    Firm: 'ignore',
  })
  assert.deepEqual(fields, ['Name → fullName', 'Direct line → phone'])
  assert.deepEqual(ignored, ['Mobile', 'Firm'])
  assert.deepEqual(mapped('Wer,Post', { Wer: 'Full name', Post: 'email' }).faults, [])
})

test('all faults of a mapping are told at once', () => {
  const overrides = { Nothing: 'email', Name: 'shoe size', Tel: 'phone', Fax: 'phone' }
  assert.deepEqual(reasons('Name,Tel,Fax,Email,Email', overrides), [
    'map-column-unknown',
    'map-field-unknown',
    'map-field-twice',
    'header-twice',
  ])
})
