import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nextOpening, type SendWindow } from './send-window.ts'

const workdays = [1, 2, 3, 4, 5]
const office: SendWindow = { fromMinute: 9 * 60, untilMinute: 17 * 60, weekdays: workdays }
const opening = (window: SendWindow, zone: string, now: string) => {
  const { opensAt, closesAt } = nextOpening(window, zone, new Date(now))
  return [opensAt.toISOString(), closesAt.toISOString()]
}

test('inside the window it is now, until the window closes; else at its next opening, over a weekend too', () => {
  // Tuesday, noon in Berlin.
  assert.deepEqual(opening(office, 'Europe/Berlin', '2026-11-24T11:00:00Z'), [
    '2026-11-24T11:00:00.000Z',
    '2026-11-24T16:00:00.000Z',
  ])
  for (const [now, opensAt] of [
    ['2026-11-24T07:59:59Z', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24T16:00:00Z', '2026-11-25T08:00:00.000Z'],
    ['2026-11-27T16:00:00Z', '2026-11-30T08:00:00.000Z'],
    ['2026-11-28T12:00:00Z', '2026-11-30T08:00:00.000Z'],
  ] as const)
    assert.equal(opening(office, 'Europe/Berlin', now)[0], opensAt, now)
})

test('days are days of the recipient: on Monday morning in Auckland it is Sunday in UTC', () => {
  const monday: SendWindow = { ...office, weekdays: [1] }
  assert.equal(opening(monday, 'Pacific/Auckland', '2026-11-29T19:00:00Z')[0], '2026-11-29T20:00:00.000Z')
  assert.equal(opening(monday, 'America/Los_Angeles', '2026-12-01T01:30:00Z')[0], '2026-12-07T17:00:00.000Z')
})

test('it opens by the clock on the wall before and after the clocks change, in five zones', () => {
  for (const [zone, before, after] of [
    ['America/New_York', '2027-03-12T14:00:00.000Z', '2027-03-15T13:00:00.000Z'],
    ['Europe/Berlin', '2027-03-26T08:00:00.000Z', '2027-03-29T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-01T22:00:00.000Z', '2027-04-04T22:30:00.000Z'],
    ['America/Santiago', '2027-04-02T12:00:00.000Z', '2027-04-05T13:00:00.000Z'],
    ['Africa/Cairo', '2027-04-29T07:00:00.000Z', '2027-05-03T06:00:00.000Z'],
  ] as const) {
    assert.equal(opening(office, zone, new Date(Date.parse(before) - 60_000).toISOString())[0], before, zone)
    assert.equal(opening(office, zone, new Date(Date.parse(after) - 60_000).toISOString())[0], after, zone)
  }
})

test('a time that the clock leaves out is the moment after it, and one that comes twice comes once', () => {
  const night: SendWindow = { fromMinute: 2 * 60 + 30, untilMinute: 4 * 60, weekdays: [7] }
  // On 14 March 2027 New York has no 2:30; on 7 November 1:30 comes twice.
  assert.deepEqual(opening(night, 'America/New_York', '2027-03-14T05:00:00Z'), [
    '2027-03-14T07:00:00.000Z',
    '2027-03-14T08:00:00.000Z',
  ])
  const early: SendWindow = { fromMinute: 90, untilMinute: 100, weekdays: [7] }
  assert.deepEqual(opening(early, 'America/New_York', '2027-11-07T05:00:00Z'), [
    '2027-11-07T05:30:00.000Z',
    '2027-11-07T05:40:00.000Z',
  ])
  assert.equal(opening(early, 'America/New_York', '2027-11-07T06:30:00Z')[0], '2027-11-14T06:30:00.000Z')
  // Where the whole window falls into the gap, that day has none.
  const gone: SendWindow = { fromMinute: 130, untilMinute: 150, weekdays: [7] }
  assert.equal(opening(gone, 'America/New_York', '2027-03-14T05:00:00Z')[0], '2027-03-21T06:10:00.000Z')
})

test('wherever, whenever and however narrow: never early, and inside by the clock on the wall', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Pacific/Chatham',
    'Africa/Cairo',
    'UTC',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2029, 0) }),
      fc.integer({ min: 0, max: 1430 }),
      fc.integer({ min: 5, max: 600 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (zone, now, fromMinute, length, weekdays) => {
        const untilMinute = Math.min(1440, fromMinute + length)
        const { opensAt, closesAt } = nextOpening({ fromMinute, untilMinute, weekdays }, zone, new Date(now))
        assert.ok(opensAt.getTime() >= now && closesAt > opensAt)
        const parts = new Intl.DateTimeFormat('en-GB', {
          timeZone: zone,
          weekday: 'short',
          hour: 'numeric',
          minute: 'numeric',
          hourCycle: 'h23',
        }).formatToParts(opensAt)
        const of = (type: string) => parts.find(part => part.type === type)!.value
        const minute = Number(of('hour')) * 60 + Number(of('minute'))
        assert.ok(minute >= fromMinute && minute < untilMinute, `${zone} ${opensAt.toISOString()}`)
        const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(of('weekday')) + 1
        assert.ok(weekdays.includes(day))
      },
    ),
    { numRuns: 200 },
  )
})
