import type { FieldChange } from '../../../contract/audit.ts'
import type {
  PermissionTemplate,
  TemplateEdit,
  TemplateInput,
  TemplatePreview,
} from '../../../contract/permission-templates.ts'
import { type GranularPermission, type Permission, permissions } from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { lockAccount } from '../settings/index.ts'
import { type Actor, actedBy, mustBe } from './actor.ts'
import { permissionsGranted } from './granted.ts'
import { loadActor } from './load-actor.ts'
import { mayEditTemplates } from './policy.ts'
import { insertTemplates, templatesInUse, templatesOf, updateTemplate } from './queries.ts'

/** The account's templates, each with what it grants and how many active users have it. */
export async function templateDetails(tx: Tx, accountId: string): Promise<PermissionTemplate[]> {
  const rows = await templatesOf(tx, accountId)
  const users = new Map((await templatesInUse(tx, accountId)).map(row => [row.template_id, row.count]))
  return rows.map(row => ({
    ...inputOf(row),
    id: row.id,
    users: users.get(row.id) ?? 0,
    permissions: granted(row),
  }))
}

/** @returns its id @throws Problem not-permitted, faulty-input */
export async function addTemplate(tx: Tx, actor: Actor, input: TemplateInput): Promise<string> {
  await takeTurn(tx, actor)
  const taken = (await templatesOf(tx, actor.accountId)).some(one => isSameName(one.name, input.name))
  refuseFaults(taken ? [nameInUse] : [])
  const id = newId()
  await insertTemplates(tx, [{ account_id: actor.accountId, id, ...columnsOf(input) }])
  await record(tx, actedBy(actor), 'template.added', { name: input.name })
  return id
}

/**
 * Changes a template; what the edit does not name stays. Whoever has it may do what it grants from their next request on.
 *
 * Nobody lowers the template that they have themselves: so a Directory Admin is always left.
 * @throws Problem not-found, not-permitted, faulty-input
 */
export async function editTemplate(tx: Tx, actor: Actor, id: string, edit: TemplateEdit): Promise<void> {
  await takeTurn(tx, actor)
  const { before, after } = await withEdit(tx, actor, id, edit)
  const others = (await templatesOf(tx, actor.accountId)).filter(one => one.id !== id)
  const faults = others.some(one => isSameName(one.name, after.name)) ? [nameInUse] : []
  const isOwn =
    before.directory_level === 'admin' && after.directoryLevel !== 'admin' && actor.templateId === id
  refuseFaults(isOwn ? [...faults, { path: ['directoryLevel'], reason: 'own-template' }] : faults)
  const changes = changesOf(inputOf(before), after)
  if (!changes.length) return
  await updateTemplate(tx, actor.accountId, id, columnsOf(after))
  await record(tx, actedBy(actor), 'template.changed', { name: after.name, changes })
}

/** What an edit would give to, and take from, the people who have the template. Writes nothing. @throws Problem not-found */
export async function previewTemplate(
  tx: Tx,
  actor: Actor,
  id: string,
  edit: TemplateEdit,
): Promise<TemplatePreview> {
  const { before, after } = await withEdit(tx, actor, id, edit)
  const [had, has] = [granted(before), granted(columnsOf(after))]
  const inUse = await templatesInUse(tx, actor.accountId)
  return {
    users: inUse.find(row => row.template_id === id)?.count ?? 0,
    gains: has.filter(one => !had.includes(one)),
    loses: had.filter(one => !has.includes(one)),
  }
}

/** One change of who may do what at a time, by who still may: two Admins cannot demote each other. */
async function takeTurn(tx: Tx, actor: Actor): Promise<void> {
  await lockAccount(tx, actor.accountId)
  const now = await loadActor(tx, actor.accountId, actor.personId)
  mustBe(now !== null && mayEditTemplates(now))
}

type Row = Awaited<ReturnType<typeof templatesOf>>[number]

async function withEdit(tx: Tx, actor: Actor, id: string, edit: TemplateEdit) {
  const before = (await templatesOf(tx, actor.accountId)).find(one => one.id === id)
  if (!before) throw new Problem('not-found')
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const after: TemplateInput = { ...inputOf(before), ...given }
  return { before, after }
}

const nameInUse = { path: ['name'], reason: 'name-in-use' }
const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

const granted = (row: Pick<Row, 'directory_level' | 'granular'>): Permission[] => {
  const has = permissionsGranted(row)
  return permissions.filter(one => has.has(one))
}

const inputOf = (row: Row): TemplateInput => ({
  name: row.name,
  directoryLevel: row.directory_level,
  granular: row.granular as GranularPermission[],
  isAssignable: row.is_assignable,
})

const columnsOf = (input: TemplateInput) => ({
  name: input.name,
  directory_level: input.directoryLevel,
  granular: [...new Set(input.granular)].sort(),
  is_assignable: input.isAssignable,
})

function changesOf(before: TemplateInput, after: TemplateInput): FieldChange[] {
  const written = (value: TemplateInput[keyof TemplateInput]) =>
    Array.isArray(value) ? [...value].sort().join(', ') || null : String(value)
  return (Object.keys(before) as (keyof TemplateInput)[])
    .map(field => ({ field, from: written(before[field]), to: written(after[field]) }))
    .filter(({ from, to }) => from !== to)
}
