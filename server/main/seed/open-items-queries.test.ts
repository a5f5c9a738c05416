import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anAccount, aUser } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { aProject, onProject } from '../../../test/projects.ts'
import { inAccount } from '../../db/connect.ts'
import { insertOpenItems } from './open-items-queries.ts'

const database = await aDatabase()

test('work of every tool waits for some of those on active projects, and for nobody on a closed one', async () => {
  const account = await anAccount(database.db)
  const [open, closed] = [
    await aProject(database.db, account),
    await aProject(database.db, account, { status: 'closed' }),
  ]
  const people = await Promise.all(Array.from({ length: 20 }, () => aUser(database.db, account)))
  for (const project of [open, closed]) await onProject(database.db, account, project, people)
  await inAccount(database.db, account.id, tx => insertOpenItems(tx, account.id, new Date()))
  const items = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('open_item').selectAll().execute(),
  )
  assert.equal(new Set(items.map(item => `${item.tool} ${item.role}`)).size, 9)
  assert.deepEqual([...new Set(items.map(item => item.project_id))], [open])
})
