import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanText } from './clean-text.ts'

test('a name with newlines and tabs becomes one line', () => {
  assert.equal(cleanText('  Ana\r\nMaria\tKovač \u0000'), 'Ana Maria Kovač')
})

test('right-to-left names stay, controls that turn the line around go', () => {
  assert.equal(cleanText('محمد الأمين'), 'محمد الأمين')
  assert.equal(cleanText('Ana\u202Egnp.exe\u2066'), 'Anagnp.exe')
})

test('a name with HTML is text like any other', () => {
  assert.equal(cleanText('<b>Ana</b> & "Co"'), '<b>Ana</b> & "Co"')
})

test('two ways to write the same accent are stored as one', () => {
  assert.equal(cleanText('Kovac\u030C'), 'Kovač')
})

test('joiners that Persian names need are kept, other zero-width characters are not', () => {
  assert.equal(cleanText('علی\u200Cرضا'), 'علی\u200Cرضا')
  assert.equal(cleanText('A\u200Bna\uFEFF'), 'Ana')
})

test('half of a surrogate pair cannot reach the database', () => {
  assert.equal(cleanText('Ana\uD83D').isWellFormed(), true)
})
