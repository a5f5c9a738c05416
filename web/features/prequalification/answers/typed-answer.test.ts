import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Question, QuestionType } from '../../../../contract/prequalification/form.ts'
import { asAnswer, asTyped } from './typed-answer.ts'

const of = (type: QuestionType): Question => ({
  id: 'q',
  isCore: false,
  type,
  label: 'Q',
  help: null,
  isRequired: false,
  options: [],
  showIf: null,
})

test('amounts are taken as people write them, in their own language', () => {
  const amount = of('currency')
  assert.equal(asAnswer(amount, '1,250,000.50', 'en-US'), '1250000.50')
  assert.equal(asAnswer(amount, '1 250 000,50', 'ru-RU'), '1250000.50')
  assert.equal(asAnswer(amount, '1.250.000,50', 'de-DE'), '1250000.50')
  assert.equal(asAnswer(amount, '1250000', 'en-US'), '1250000')
  assert.equal(asAnswer(amount, 'about a million', 'en-US'), undefined)
  assert.equal(asAnswer(amount, '-5', 'en-US'), undefined)
})

test('a number may be written with either decimal mark', () => {
  assert.equal(asAnswer(of('number'), '0.85', 'ru-RU'), 0.85)
  assert.equal(asAnswer(of('number'), '0,85', 'en-US'), 0.85)
  assert.equal(asAnswer(of('number'), '1,200', 'en-US'), 1200)
  assert.equal(asAnswer(of('number'), 'twelve', 'en-US'), undefined)
  assert.equal(asAnswer(of('number'), '1e5x', 'en-US'), undefined)
})

test('a phone number needs its country code, and may be written with brackets', () => {
  assert.equal(asAnswer(of('phone'), '+1 (212) 555-0123', 'en-US'), '+12125550123')
  assert.equal(asAnswer(of('phone'), '212 555 0123', 'en-US'), undefined)
})

test('an emptied field takes the answer back', () => {
  assert.equal(asAnswer(of('text'), '   ', 'en-US'), null)
})

test('what is saved stands in the field as it was meant', () => {
  assert.equal(asTyped(of('number'), 0.85, 'ru-RU'), '0,85')
  assert.equal(asTyped(of('currency'), '1250000.50', 'en-US'), '1250000.50')
  assert.equal(asTyped(of('text'), null, 'en-US'), '')
})
