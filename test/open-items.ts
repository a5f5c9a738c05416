import type { OpenItemRole, OpenItemTool } from '../contract/open-items.ts'
import { type Db, inAccount } from '../server/db/connect.ts'
import { newId } from '../server/lib/ids.ts'
import type { TestAccount } from './account.ts'

/** Something that waits for a person, an RFI for its manager unless the test says more. */
export async function anOpenItem(
  db: Db,
  account: Pick<TestAccount, 'id'>,
  of: {
    person: { id: string }
    project: string
    tool?: OpenItemTool
    role?: OpenItemRole
    ref?: string
    dueOn?: string
  },
): Promise<string> {
  const id = newId()
  const { person, project, tool = 'rfi', role = 'manager', ref = id, dueOn = null } = of
  await inAccount(db, account.id, tx =>
    tx
      .insertInto('open_item')
      .values({
        ...{ account_id: account.id, id, source: 'test', ref, tool, role, title: ref },
        ...{ person_id: person.id, project_id: project, due_on: dueOn },
      })
      .execute(),
  )
  return id
}

/** For whom items wait, by their references. */
export async function ownersOf(db: Db, account: Pick<TestAccount, 'id'>): Promise<Record<string, string>> {
  const rows = await inAccount(db, account.id, tx =>
    tx.selectFrom('open_item').select(['ref', 'person_id']).orderBy('ref').execute(),
  )
  return Object.fromEntries(rows.map(row => [row.ref, row.person_id]))
}
