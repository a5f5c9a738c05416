import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePlainSearch, stringifyPlainSearch } from '../../plain-search.ts'
import { sameFilter } from '../bulk/row-selection.ts'
import { filterOf, peopleSearch } from './people-search.ts'

test('an address keeps filters, order and page, and comes back the same', () => {
  const search = {
    ...{ invitation: 'error', employee: 'yes', q: 'Анна & Co', sort: '-company' },
    ...{
      by: 'company',
      columns: 'email.title',
      group: '01a21968-f5d4-719f-9691-4d0e53de151b',
      trade: 'Framing',
      cursor: 'abc',
      from: 50,
    },
  }
  assert.deepEqual(peopleSearch(parsePlainSearch(stringifyPlainSearch(search))), search)
})

test('what an address says beyond what is understood is left out', () => {
  assert.deepEqual(
    peopleSearch({
      invitation: 'nobody',
      sort: 'shoe-size',
      from: '-3',
      q: '  ',
      company: 'abc',
      other: '1',
    }),
    {},
  )
})

test('the order and the page are no part of the filter', () => {
  assert.ok(sameFilter(filterOf('users', { sort: '-name', cursor: 'x', from: 50 }), filterOf('users', {})))
  assert.ok(!sameFilter(filterOf('users', {}), filterOf('inactive-users', {})))
})
