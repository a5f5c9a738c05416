import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryObserver, queryOptions } from '@tanstack/react-query'
import { queryClient } from './query-client.ts'
import { onceOpened } from './use-opened.ts'

let title = 'Foreman'
const card = queryOptions({
  queryKey: ['people', 'card', 'ana'],
  queryFn: async () => ({ title }),
  retry: false,
})

const open = () => new QueryObserver(queryClient, onceOpened(card))

test('a form is opened with what stands there now, though a card read before is remembered, and keeps to it', async () => {
  queryClient.mount()
  await queryClient.fetchQuery(card)
  title = 'Estimator'
  const form = open()
  const seen: (string | undefined)[] = []
  const close = form.subscribe(({ data }) => seen.push(data?.title))
  assert.equal(form.getCurrentResult().data, undefined)
  await form.refetch({ cancelRefetch: false })

  title = 'Superintendent'
  await queryClient.invalidateQueries({ queryKey: ['people'] })
  await queryClient.fetchQuery(card)
  assert.deepEqual([...new Set(seen)], [undefined, 'Estimator'])

  close()
  await new Promise(forgotten => setTimeout(forgotten))
  const again = open()
  assert.equal(again.getCurrentResult().data, undefined)
  queryClient.unmount()
  queryClient.clear()
})
