import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { InstallationSettings } from '../../../contract/installation-settings.ts'
import { asTyped, changesTyped } from './installation-form.ts'

const settings: InstallationSettings = {
  verificationMethod: 'email-or-sms',
  shortestPassword: 15,
  refusedPasswordWords: ['gantry'],
  idleSessionMinutes: 720,
  longestSessionHours: 720,
  dkimSelector: null,
}

test('what was not touched is no change', () => {
  assert.deepEqual(changesTyped(asTyped(settings), settings), {})
})

test('words stand one to a line, or between commas; a selector is written small; empty means none', () => {
  const typed = {
    ...asTyped(settings),
    refusedPasswordWords: 'gantry\ncrane hook, boom ',
    dkimSelector: ' Mail1 ',
  }
  assert.deepEqual(changesTyped(typed, settings), {
    refusedPasswordWords: ['gantry', 'crane hook', 'boom'],
    dkimSelector: 'mail1',
  })
  const emptied = { ...asTyped(settings), refusedPasswordWords: '' }
  assert.deepEqual(changesTyped(emptied, settings), { refusedPasswordWords: [] })
})

test('what is no number goes along as typed, for the server to name the fault', () => {
  const typed = { ...asTyped(settings), idleSessionMinutes: 'an hour' }
  assert.deepEqual(changesTyped(typed, settings), { idleSessionMinutes: 'an hour' })
})
