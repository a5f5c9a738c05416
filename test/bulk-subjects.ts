import type { BulkActionName, SubjectName } from '../contract/bulk-actions.ts'
import { type Db, inAccount, type Tx } from '../server/db/connect.ts'
import { newId } from '../server/lib/ids.ts'
import { aUser, type TestAccount } from './account.ts'

type Status = 'active' | 'inactive'

/** How the laws of bulk actions come by subjects of a kind. */
export type SubjectGround = {
  /** Subjects of every sort that a refusal could mean. */
  mixed(db: Db, account: TestAccount): Promise<string[]>
  /** One that nothing is wrong with. */
  one(db: Db, account: TestAccount, status: Status): Promise<string>
  /** Finds those of that status, in the words of their list. */
  filter(status: Status): Record<string, unknown>
  /** Changes one as somebody else might, after a review. */
  change(tx: Tx, id: string): Promise<unknown>
}

async function mixedUsers(db: Db, account: TestAccount): Promise<string[]> {
  const add = async (more: Parameters<typeof aUser>[2]) => (await aUser(db, account, more)).id
  return [
    await add({}),
    await add({ email: null, phone: '+79051111111' }),
    await add({ email: null, phone: '9051111111' }),
    await add({ email: null }),
    await add({ email: 'a@b' }),
    await add({ status: 'inactive' }),
    await add({ hasJoined: true }),
    account.admin.id,
    account.reader.id,
  ]
}

const inASecond = () => new Date(Date.now() + 1000)

const changePerson = (tx: Tx, id: string) =>
  tx
    .updateTable('person_state')
    .set({ phone_verdict: 'malformed', changed_at: inASecond() })
    .where('person_id', '=', id)
    .execute()

const user: SubjectGround = {
  mixed: mixedUsers,
  one: async (db, account, status) => (await aUser(db, account, { status })).id,
  filter: status => ({ kind: 'user', status, invitation: 'all' }),
  change: changePerson,
}

const contact: SubjectGround = {
  async mixed(db, account) {
    const statuses = ['active', 'inactive', 'active'] as const
    return Promise.all(statuses.map(status => contact.one(db, account, status)))
  },
  async one(db, account, status) {
    const { id } = await aUser(db, account, { status, kind: 'contact' })
    return id
  },
  filter: status => ({ kind: 'contact', status }),
  change: changePerson,
}

const company: SubjectGround = {
  async mixed(db, account) {
    const [empty, employer] = [
      await company.one(db, account, 'active'),
      await company.one(db, account, 'active'),
    ]
    const { id } = await aUser(db, account)
    await inAccount(db, account.id, async tx => {
      await tx.updateTable('person_state').set({ company_id: employer }).where('person_id', '=', id).execute()
      const project = newId()
      await tx.insertInto('project').values({ account_id: account.id, id: project, name: project }).execute()
      await tx
        .insertInto('project_member')
        .values({ account_id: account.id, project_id: project, person_id: id })
        .execute()
    })
    return [empty, employer, account.ownCompanyId, await company.one(db, account, 'inactive')]
  },
  async one(db, account, status) {
    const id = newId()
    await inAccount(db, account.id, tx =>
      tx
        .insertInto('company')
        .values({ account_id: account.id, id, name: `Firm ${id}`, status })
        .execute(),
    )
    return id
  },
  filter: status => ({ status }),
  change: (tx, id) =>
    tx
      .updateTable('company')
      .set({ city: 'Elsewhere', changed_at: inASecond() })
      .where('id', '=', id)
      .execute(),
}

export const subjectGrounds: Record<SubjectName, SubjectGround> = { user, contact, company }

/** Actions that are told something, or act on the inactive. */
const samples: Partial<
  Record<BulkActionName, { input?: (account: TestAccount) => Record<string, unknown>; actsOn?: Status }>
> = {
  'company.reactivate': { actsOn: 'inactive' },
  'user.change-template': { input: account => ({ templateId: account.templates.standard }) },
  'user.reactivate': { actsOn: 'inactive' },
  'contact.reactivate': { actsOn: 'inactive' },
  'contact.promote': { input: account => ({ templateId: account.templates.readOnly }) },
}

export const inputOf = (account: TestAccount, name: BulkActionName): Record<string, unknown> =>
  samples[name]?.input?.(account) ?? {}
export const statusActedOn = (name: BulkActionName): Status => samples[name]?.actsOn ?? 'active'
