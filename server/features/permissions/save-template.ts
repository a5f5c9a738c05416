import type { FieldChange } from '../../../contract/audit.ts'
import type {
  PermissionTemplate,
  TemplateEdit,
  TemplateInput,
  TemplatePreview,
} from '../../../contract/permission-templates.ts'
import {
  type GranularPermission,
  permissions,
  type TemplateGrant,
  type TemplateScope,
} from '../../../contract/permissions.ts'
import type { Tx } from '../../db/connect.ts'
import { etagOf, refuseIfChanged } from '../../lib/etag-of.ts'
import { newId } from '../../lib/ids.ts'
import { Problem, refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { lockAccount } from '../settings/index.ts'
import { type Actor, actedBy, mustBe } from './actor.ts'
import { permissionsGranted, type Template } from './granted.ts'
import { abilitiesOnProject } from './granted-on-project.ts'
import { judgeChoice } from './judge-choice.ts'
import { loadAnew } from './load-actor.ts'
import { mayEditTemplates } from './policy.ts'
import {
  defaultTemplateId,
  insertTemplates,
  lockTemplate,
  setDefaultTemplate,
  templateOf,
  templatesInUse,
  templatesOfScope,
  updateTemplate,
} from './queries.ts'

/** Templates of the account, each with what it grants and how many active users have it. */
export async function templateDetails(tx: Tx, accountId: string, rows: Row[]): Promise<PermissionTemplate[]> {
  const users = await templatesInUse(tx, accountId)
  const defaultId = await defaultTemplateId(tx, accountId)
  return rows.map(row => ({
    ...inputOf(row),
    id: row.id,
    isArchived: row.archived_at !== null,
    isDefault: row.id === defaultId,
    users: users.get(row.id) ?? 0,
    permissions: granted(row),
    version: versionOf(row, defaultId),
  }))
}

/** @returns its id @throws Problem not-permitted, faulty-input */
export async function addTemplate(tx: Tx, actor: Actor, input: TemplateInput): Promise<string> {
  await takeTurn(tx, actor)
  refuseFaults([...(await nameFaults(tx, actor, null, input)), ...scopeFaults(input)])
  const id = newId()
  await insertTemplates(tx, [{ account_id: actor.accountId, id, ...columnsOf(input) }])
  await record(tx, actedBy(actor), 'template.added', { name: input.name })
  return id
}

/**
 * Changes a template; what the edit does not name stays. Whoever has it may do what it grants from their next request on.
 *
 * Nobody lowers the template that they have themselves: so a Directory Admin is always left.
 * @param ifMatch version that the editor saw; null changes whatever is there
 * @throws Problem not-found, not-permitted, changed-meanwhile, faulty-input
 */
export async function editTemplate(
  tx: Tx,
  actor: Actor,
  id: string,
  edit: TemplateEdit,
  ifMatch: string | null,
): Promise<void> {
  await takeTurn(tx, actor, id)
  const { before, after } = await withEdit(tx, actor, id, edit)
  refuseIfChanged(ifMatch, versionOf(before, await defaultTemplateId(tx, actor.accountId)))
  const faults = [...(await nameFaults(tx, actor, id, after)), ...scopeFaults(after)]
  const isOwn =
    actor.templateId === id && before.directory_level === 'admin' && after.directoryLevel !== 'admin'
  if (isOwn) faults.push({ path: ['directoryLevel'], reason: 'own-template' })
  const choice = await judgeChoice(
    tx,
    actor.accountId,
    { ...before, directory_level: after.directoryLevel },
    edit,
  )
  refuseFaults([...faults, ...choice.faults])
  const changes = [...changesOf(inputOf(before), after), ...choice.changes]
  if (!changes.length) return
  const archived_at = choice.isArchived ? (before.archived_at ?? new Date()) : null
  await updateTemplate(tx, actor.accountId, id, { ...columnsOf(after), archived_at })
  if (edit.isDefault) await setDefaultTemplate(tx, actor.accountId, id)
  await record(tx, actedBy(actor), 'template.changed', { name: after.name, changes })
}

/** What a template would grant that is not saved yet. */
export const grantsOf = (input: TemplateInput): TemplateGrant[] => granted(columnsOf(input))

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
    users: inUse.get(id) ?? 0,
    gains: has.filter(one => !had.includes(one)),
    loses: had.filter(one => !has.includes(one)),
  }
}

/**
 * One change of who may do what at a time, by who still may: two Admins cannot demote each other, also where one edits the
 * other's template and that other runs a bulk action over the first.
 *
 * @param id of the template that is to change; null for a new one
 */
async function takeTurn(tx: Tx, actor: Actor, id: string | null = null): Promise<void> {
  await lockAccount(tx, actor.accountId)
  await lockTemplate(tx, actor.accountId, { id, actorId: actor.personId })
  const now = await loadAnew(tx, actor)
  mustBe(now !== null && mayEditTemplates(now))
}

type Row = Awaited<ReturnType<typeof templatesOfScope>>[number]

async function withEdit(tx: Tx, actor: Actor, id: string, edit: TemplateEdit) {
  const before = await templateOf(tx, actor.accountId, id)
  if (!before) throw new Problem('not-found')
  const { isArchived: _, isDefault: __, ...fields } = edit
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const after: TemplateInput = { ...inputOf(before), ...given }
  return { before, after }
}

/** Two templates of one scope never have the same name. @param id of the template that may have it */
async function nameFaults(tx: Tx, actor: Actor, id: string | null, { name, scope }: TemplateInput) {
  const others = (await templatesOfScope(tx, actor.accountId, scope)).filter(one => one.id !== id)
  const isTaken = others.some(one => one.name.toLowerCase() === name.toLowerCase())
  return isTaken ? [{ path: ['name'], reason: 'name-in-use' }] : []
}

function scopeFaults(input: TemplateInput) {
  const besides = ['prequalificationsLevel', 'reportsLevel', 'adminLevel'] as const
  return input.scope === 'company'
    ? []
    : besides
        .filter(level => input[level] !== 'none')
        .map(level => ({ path: [level], reason: 'not-of-a-project' }))
}

/** In a project a template grants nothing in the account. */
const granted = (row: Template & { scope: string }): TemplateGrant[] => {
  if (row.scope === 'project') return abilitiesOnProject(row.directory_level)
  const has = permissionsGranted(row)
  return permissions.filter(one => has.has(one))
}

/** Who has it is no part of it. */
const versionOf = (row: Row, defaultId: string | null): string =>
  etagOf([inputOf(row), row.archived_at !== null, row.id === defaultId])

const inputOf = (row: Row): TemplateInput => ({
  name: row.name,
  scope: row.scope as TemplateScope,
  directoryLevel: row.directory_level,
  prequalificationsLevel: row.prequalifications_level,
  reportsLevel: row.reports_level,
  adminLevel: row.admin_level,
  granular: row.granular as GranularPermission[],
  isAssignable: row.is_assignable,
})

const columnsOf = (input: TemplateInput) => ({
  name: input.name,
  scope: input.scope,
  directory_level: input.directoryLevel,
  prequalifications_level: input.prequalificationsLevel,
  reports_level: input.reportsLevel,
  admin_level: input.adminLevel,
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
