import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PersonRow } from '../../../contract/people.ts'
import { asRequest, countOf, NOTHING, without } from '../bulk/row-selection.ts'
import { filterOf } from './people-search.ts'
import { type PeopleSelection, tickedOf, withTicks } from './people-selection.ts'

function aRow(id: string, more: Partial<PersonRow> = {}): PersonRow {
  return {
    id,
    firstName: '',
    lastName: id,
    name: id,
    kind: 'user',
    isEmployee: false,
    email: null,
    emailVerdict: 'missing',
    phone: null,
    phoneVerdict: 'missing',
    jobTitle: null,
    company: null,
    template: null,
    status: 'active',
    invitation: {
      state: 'not_invited',
      reason: null,
      isUnconfirmed: false,
      button: { action: 'invite', whyNot: null, needs: null },
      steps: [],
    },
    joinedAt: null,
    plannedInactivation: null,
    ...more,
  }
}

const ana = aRow('ana')
const jo = aRow('jo')
const kim = aRow('kim')
const notInvited = filterOf('users', { invitation: 'not-invited' })
const allNotInvited: PeopleSelection = {
  kind: 'matching',
  filter: notInvited,
  matching: 540,
  except: new Set(),
}

test('ticks of other pages stay when a page is ticked and unticked', () => {
  const first = withTicks(NOTHING, [ana, jo], new Set(['ana']))
  const second = withTicks(first, [kim], 'all')
  assert.deepEqual(asRequest(second), { ids: ['ana', 'kim'] })
  assert.deepEqual(asRequest(withTicks(second, [kim], new Set())), { ids: ['ana'] })
})

test('all who match are ticked on every page, and who is unticked is left out', () => {
  assert.deepEqual(tickedOf(allNotInvited, [ana, jo]), new Set(['ana', 'jo']))
  const without = withTicks(allNotInvited, [ana, jo], new Set(['jo']))
  assert.equal(countOf(without), 539)
  assert.deepEqual(asRequest(without), { filter: notInvited, except: ['ana'] })
  assert.equal(countOf(withTicks(without, [ana, jo], 'all')), 540)
})

test('under another filter only those who belong to the selection are ticked', () => {
  const joined = aRow('joined', { invitation: { ...ana.invitation, state: 'accepted' } })
  assert.deepEqual(tickedOf(allNotInvited, [ana, joined]), new Set(['ana']))
  assert.deepEqual(withTicks(allNotInvited, [ana, joined], 'all'), allNotInvited)
})

test('taking off the last one leaves nobody selected', () => {
  const one: PeopleSelection = { ...allNotInvited, matching: 1 }
  assert.equal(countOf(withTicks(one, [ana], new Set())), 0)
  assert.equal(countOf(without({ kind: 'named', ids: new Set(['ana']) }, 'ana')), 0)
})

test('a selection by filter is narrowed by every part of its filter', () => {
  const filter = filterOf('users', { q: 'star', email: 'ana@' })
  const selection: PeopleSelection = { kind: 'matching', filter, matching: 9, except: new Set() }
  const star = { id: 'c', name: 'Star Framing' }
  const rows = [
    aRow('ana', { email: 'ANA@example.com', company: star }),
    aRow('bo', { email: 'bo@example.com', company: star }),
    aRow('cy', { email: 'ana@example.com' }),
  ]
  assert.deepEqual(tickedOf(selection, rows), new Set(['ana']))
})
