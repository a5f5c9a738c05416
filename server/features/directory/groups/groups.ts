import type { FieldChange } from '../../../../contract/audit.ts'
import type { GroupCard, GroupEdit, GroupInput, GroupRow, GroupsQuery } from '../../../../contract/groups.ts'
import type { Page } from '../../../../contract/paging.ts'
import type { Tx } from '../../../db/connect.ts'
import { cutPage, fromCursor } from '../../../db/keyset.ts'
import { cleanText } from '../../../lib/clean-text.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { lockPeople } from '../../bulk/index.ts'
import { type Actor, actedBy } from '../../permissions/index.ts'
import { mayEditGroups } from '../policy.ts'
import { personWithState } from '../queries.ts'
import { versionOf } from '../version.ts'
import {
  deleteGroup,
  deleteGroupMember,
  groupNamed,
  groupWithDetails,
  insertGroup,
  insertGroupMember,
  lockGroup,
  pageOfGroups,
  updateGroup,
} from './queries.ts'

export async function listGroups(tx: Tx, actor: Actor, query: GroupsQuery): Promise<Page<GroupRow>> {
  const { limit, cursor, sort, ...filter } = query
  const after = cursor ? fromCursor(cursor, 'text', 'id') : null
  const rows = await pageOfGroups(tx, actor.accountId, { filter, sort, after, limit })
  return cutPage(
    rows,
    limit,
    row => [row.sort_key, row.id],
    ({ sort_key: _key, ...row }) => row,
  )
}

/** @throws Problem not-found */
export async function groupCard(tx: Tx, actor: Actor, groupId: string): Promise<GroupCard> {
  const { created_at, changed_at, ...group } = await seenGroup(tx, actor, groupId)
  return {
    ...group,
    createdAt: created_at.toISOString(),
    version: versionOf(changed_at),
    may: { edit: mayEditGroups(actor) },
  }
}

/** @returns the new id @throws Problem faulty-input */
export async function addGroup(tx: Tx, actor: Actor, input: GroupInput): Promise<string> {
  const group = cleaned(input)
  await refuseFaultyName(tx, actor, group.name, null)
  const id = newId()
  await insertGroup(tx, actor.accountId, id, group)
  await record(tx, actedBy(actor), 'group.added', { groupId: id, group: group.name })
  return id
}

/** @throws Problem not-found, changed-meanwhile, faulty-input */
export async function editGroup(
  tx: Tx,
  actor: Actor,
  groupId: string,
  edit: GroupEdit,
  ifMatch: string | null,
): Promise<void> {
  await lockGroup(tx, actor.accountId, groupId)
  const before = await seenGroup(tx, actor, groupId)
  if (ifMatch !== null && ifMatch !== versionOf(before.changed_at)) throw new Problem('changed-meanwhile')
  const after = cleaned({
    name: edit.name ?? before.name,
    description: edit.description === undefined ? before.description : edit.description,
  })
  await refuseFaultyName(tx, actor, after.name, groupId)
  const changes = (['name', 'description'] as const)
    .map((field): FieldChange => ({ field, from: before[field], to: after[field] }))
    .filter(({ from, to }) => from !== to)
  if (!changes.length) return
  await updateGroup(tx, actor.accountId, groupId, after)
  await record(tx, actedBy(actor), 'group.changed', { groupId, group: after.name, changes })
}

/** @throws Problem not-found */
export async function removeGroup(tx: Tx, actor: Actor, groupId: string): Promise<void> {
  await lockGroup(tx, actor.accountId, groupId)
  const group = await seenGroup(tx, actor, groupId)
  await deleteGroup(tx, actor.accountId, groupId)
  await record(tx, actedBy(actor), 'group.removed', { groupId, group: group.name, people: group.people })
}

/** Only who is active comes into a group; who is inactivated stays in it unseen. @throws Problem not-found, faulty-input */
export async function putInGroup(tx: Tx, actor: Actor, groupId: string, personId: string): Promise<void> {
  await lockGroup(tx, actor.accountId, groupId)
  const group = await seenGroup(tx, actor, groupId)
  await lockPeople(tx, actor.accountId, [personId])
  const person = await personWithState(tx, actor.accountId, personId)
  if (!person) throw new Problem('not-found')
  if (person.status === 'inactive') {
    const name = `${person.first_name} ${person.last_name}`.trim()
    refuseFaults([{ path: ['personId'], reason: 'not-active', detail: { name } }])
  }
  if (await insertGroupMember(tx, actor.accountId, groupId, personId))
    await record(tx, actedBy(actor), 'group.person-added', { groupId, group: group.name }, personId)
}

/** @throws Problem not-found, also for who is not in it */
export async function takeOutOfGroup(tx: Tx, actor: Actor, groupId: string, personId: string): Promise<void> {
  const group = await seenGroup(tx, actor, groupId)
  if (!(await deleteGroupMember(tx, actor.accountId, groupId, personId))) throw new Problem('not-found')
  await record(tx, actedBy(actor), 'group.person-removed', { groupId, group: group.name }, personId)
}

async function seenGroup(tx: Tx, actor: Actor, groupId: string) {
  const group = await groupWithDetails(tx, actor.accountId, groupId)
  if (!group) throw new Problem('not-found')
  return group
}

const cleaned = ({ name, description }: GroupInput) => ({
  name: cleanText(name),
  description: cleanText(description ?? '') || null,
})

async function refuseFaultyName(tx: Tx, actor: Actor, name: string, groupId: string | null): Promise<void> {
  if (!name) refuseFaults([{ path: ['name'], reason: 'required' }])
  const named = await groupNamed(tx, actor.accountId, name)
  if (named && named.id !== groupId) refuseFaults([{ path: ['name'], reason: 'name-in-use' }])
}
