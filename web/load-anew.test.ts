import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadAnewWhenBroughtBack } from './load-anew.ts'

const shown = (persisted: boolean) => Object.assign(new Event('pageshow'), { persisted })

test('a page that the browser kept is loaded anew when it is brought back, so that nobody sees it after signing out', () => {
  const page = new EventTarget()
  let loads = 0
  loadAnewWhenBroughtBack(page, () => loads++)
  page.dispatchEvent(shown(false))
  assert.equal(loads, 0)
  page.dispatchEvent(shown(true))
  assert.equal(loads, 1)
})
