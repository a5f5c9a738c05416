import { type BulkActionName, type SubjectName, subjectOf } from '../contract/bulk-actions.ts'
import { type Db, inAccount, type Tx } from '../server/db/connect.ts'
import { openInvitations } from '../server/features/invitations/index.ts'
import { newId } from '../server/lib/ids.ts'
import { aUser, type TestAccount, testInstallation } from './account.ts'
import { anOpenItem } from './open-items.ts'
import { aProject } from './projects.ts'

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
    await add({ companyName: 'Star Framing' }),
    await add({ companyName: 'Star Framing', hasJoined: true }),
    await add({ companyName: 'Alpha Concrete', email: null }),
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
  one: async (db, account, status) => (await aUser(db, account, { status, companyName: 'Star Framing' })).id,
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

const openItem: SubjectGround = {
  async mixed(db, account) {
    const [open, another, closed] = await Promise.all(
      [1, 2, 3].map(() => openItem.one(db, account, 'active')),
    )
    await inAccount(db, account.id, tx =>
      tx.updateTable('open_item').set({ closed_at: new Date() }).where('id', '=', closed!).execute(),
    )
    const project = await aProject(db, account)
    return [open!, another!, closed!, await anOpenItem(db, account, { person: account.standard, project })]
  },
  one: async (db, account) =>
    anOpenItem(db, account, { person: await aUser(db, account), project: await aProject(db, account) }),
  filter: () => ({}),
  change: (tx, id) =>
    tx
      .updateTable('open_item')
      .set({ title: 'Other', changed_at: inASecond() })
      .where('id', '=', id)
      .execute(),
}

export const subjectGrounds: Record<SubjectName, SubjectGround> = {
  ...{ user, contact, company },
  'open-item': openItem,
}

/** As a run of user.inactivate with a later day leaves it. */
async function planInactivation(db: Db, account: TestAccount, id: string): Promise<void> {
  const run_id = newId()
  await inAccount(db, account.id, async tx => {
    await tx
      .insertInto('run')
      .values({
        ...{ account_id: account.id, id: run_id, action: 'user.inactivate', actor_id: account.admin.id },
        ...{ selection: '{}', input: '{}', reviewed_at: new Date(), reviewed_count: 1 },
        ...{ state: 'completed', resolved_at: new Date(), finished_at: new Date() },
      })
      .execute()
    await tx
      .insertInto('planned_inactivation')
      .values({ account_id: account.id, person_id: id, due_at: new Date('2099-01-01'), run_id })
      .execute()
  })
}

/** As a lost answer leaves somebody whose invitation was handed over. */
export async function leaveUnconfirmed(db: Db, account: TestAccount, id: string): Promise<void> {
  await inAccount(db, account.id, async tx => {
    const by = { actorId: account.admin.id, runId: null, dueAt: null, isUrgent: true }
    await openInvitations(tx, testInstallation, account.id, [id], by)
    await tx
      .updateTable('message')
      .set({ state: 'unconfirmed', reason: 'answer-not-heard', attempt: 1, dot_at: new Date() })
      .where('person_id', '=', id)
      .execute()
    await tx.updateTable('person_state').set({ is_unconfirmed: true }).where('person_id', '=', id).execute()
  })
}

type Sample = {
  input?: (account: TestAccount) => Record<string, unknown>
  actsOn?: Status
  /** Makes of one that nothing is wrong with one that the action has something to do for. */
  prepare?: (db: Db, account: TestAccount, id: string) => Promise<unknown>
}

/** The group that actions put people into, under the account's own id. */
const groupOf = (account: TestAccount) => ({ groupId: account.id })
const makeGroup = (db: Db, account: TestAccount) =>
  inAccount(db, account.id, tx =>
    tx
      .insertInto('distribution_group')
      .values({ account_id: account.id, id: account.id, name: 'Evening report' })
      .onConflict(conflict => conflict.doNothing())
      .execute(),
  )

/** Actions that are told something, act on the inactive, or find nothing to do for just anybody. */
const samples: Partial<Record<BulkActionName, Sample>> = {
  'user.send-again': { prepare: leaveUnconfirmed },
  'user.confirm-arrival': { prepare: leaveUnconfirmed },
  'user.cancel-inactivation': { prepare: planInactivation },
  'company.reactivate': { actsOn: 'inactive' },
  'user.change-template': { input: account => ({ templateId: account.templates.standard }) },
  'user.reactivate': { actsOn: 'inactive' },
  'user.add-to-group': { input: groupOf, prepare: makeGroup },
  'contact.add-to-group': { input: groupOf, prepare: makeGroup },
  'contact.reactivate': { actsOn: 'inactive' },
  'open-item.reassign': { input: account => ({ successor: account.standard.id, addToProjects: true }) },
  'contact.promote': { input: account => ({ templateId: account.templates.readOnly }) },
}

export const inputOf = (account: TestAccount, name: BulkActionName): Record<string, unknown> =>
  samples[name]?.input?.(account) ?? {}
export const statusActedOn = (name: BulkActionName): Status => samples[name]?.actsOn ?? 'active'

/** One that the action acts on. */
export async function actedOn(db: Db, account: TestAccount, name: BulkActionName): Promise<string> {
  const id = await subjectGrounds[subjectOf(name)].one(db, account, statusActedOn(name))
  await samples[name]?.prepare?.(db, account, id)
  return id
}
