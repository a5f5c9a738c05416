import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Settings } from '../../../contract/settings.ts'
import { asTyped, changesTyped, holdChoices } from './settings-form.ts'

const settings: Settings = {
  name: 'Northfield Builders',
  country: 'US',
  language: 'en',
  timeZone: 'UTC',
  followUpDays: [3, 7, 14],
  invitationLifeDays: 14,
  followUpFrom: '00:00',
  followUpUntil: '24:00',
  followUpWeekdays: [1, 2, 3, 4, 5, 6, 7],
  bulkHoldSeconds: 45,
  invitationCarries: 'link',
  unconfirmedPolicy: 'hold',
  confirmOnlyByEmail: false,
  smsAfterBounce: false,
  installationMethod: 'email-or-sms',
}

test('what was not touched is no change', () => {
  assert.deepEqual(changesTyped(asTyped(settings), settings), {})
})

test('days may be separated as people do, and none at all means no reminders', () => {
  const days = (followUpDays: string) => changesTyped({ ...asTyped(settings), followUpDays }, settings)
  assert.deepEqual(days('2; 9 30'), { followUpDays: [2, 9, 30] })
  assert.deepEqual(days(' '), { followUpDays: [] })
})

test('what is no number goes along as typed, for the server to name the fault', () => {
  const typed = { ...asTyped(settings), invitationLifeDays: 'two weeks', followUpDays: '3, soon' }
  assert.deepEqual(changesTyped(typed, settings), {
    invitationLifeDays: 'two weeks',
    followUpDays: [3, 'soon'],
  })
})

test('a hold that is none of the usual ones can still be chosen', () => {
  assert.ok(holdChoices(45).includes(45))
})

test('ticking e-mail only is a change, and taking the tick away again is none', () => {
  const ticked = { ...asTyped(settings), confirmOnlyByEmail: 'true' }
  assert.deepEqual(changesTyped(ticked, settings), { confirmOnlyByEmail: true })
  assert.deepEqual(changesTyped({ ...ticked, confirmOnlyByEmail: 'false' }, settings), {})
})

test('weekdays are a change in whichever order they were ticked', () => {
  const days = (followUpWeekdays: string) =>
    changesTyped({ ...asTyped(settings), followUpWeekdays }, settings)
  assert.deepEqual(days('1,2,3,4,5'), { followUpWeekdays: [1, 2, 3, 4, 5] })
  assert.deepEqual(days('1,2,3,4,5,6,7'), {})
  assert.deepEqual(days(''), { followUpWeekdays: [] })
})
