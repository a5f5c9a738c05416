import { z } from 'zod'
import { id, moment, pageOf, pageQuery } from './paging.ts'

export const fieldChange = z.object({
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type FieldChange = z.infer<typeof fieldChange>
/** What leaves as a file: CSV, or PDF of a submission. */
export const exportedThings = [
  'users',
  'contacts',
  'companies',
  'groups',
  'projects',
  'project-people',
  'open-items',
  'prequalifications',
  'submission',
  'run-items',
  'import-faults',
  'audit-log',
] as const
export type ExportedThing = (typeof exportedThings)[number]
/** The template before; what was recorded without it is older. */
const former = z.string().nullable().optional()
const nothing = z.object({})
const ofCompany = z.object({ companyId: id, company: z.string() })
const ofProject = z.object({ projectId: id, project: z.string() })
const onProject = ofProject.extend({ template: z.string().nullable() })
const ofMessageTemplate = z.object({ template: z.string(), language: z.string(), version: z.number().int() })
const ofGroup = z.object({ groupId: id, group: z.string() })

/**
 * The one closed list of what is put on the record, each with what it tells beside who, whom and when. Its words are in
 * locales/ under `audit.<event>`.
 */
export const auditEvents = {
  'installation.restored': z.object({ madeAt: moment }),
  'account.created': z.object({ name: z.string() }),
  'account.suspended': z.object({ reason: z.string() }),
  'account.resumed': nothing,
  'session.started': nothing,
  'session.ended': nothing,
  'password.changed': nothing,
  'password.forgotten': nothing,
  'password.reset': nothing,
  'sign-in-address.added': nothing,
  'sign-in-address.removed': nothing,
  'person.added': z.object({ importId: id.optional() }),
  'person.changed': z.object({ changes: z.array(fieldChange).optional(), importId: id.optional() }),
  'person.erased': z.object({ events: z.array(id).describe('Events on the record whose detail was erased') }),
  'person.inactivated': nothing,
  'person.inactivation-planned': z.object({ on: z.string() }),
  'person.inactivation-cancelled': nothing,
  'person.reactivated': nothing,
  'person.promoted': z.object({ templateId: id, template: z.string() }),
  'person.made-contact': nothing,
  'person.template-changed': z.object({ templateId: id, template: z.string(), from: former }),
  'person.invited': nothing,
  'person.joined': nothing,
  'company.added': ofCompany,
  'company.changed': ofCompany.extend({ changes: z.array(fieldChange) }),
  'company.merged': ofCompany.extend({ intoId: id, into: z.string(), people: z.number().int() }),
  'company.inactivated': ofCompany,
  'company.reactivated': ofCompany,
  'project.added': ofProject,
  'project.changed': ofProject.extend({ changes: z.array(fieldChange) }),
  'project.person-added': onProject,
  'project.person-changed': onProject.extend({ from: former }),
  'project.person-removed': ofProject,
  'group.added': ofGroup,
  'group.changed': ofGroup.extend({ changes: z.array(fieldChange) }),
  'group.removed': ofGroup.extend({ people: z.number().int() }),
  'group.person-added': ofGroup,
  'group.person-removed': ofGroup,
  'message.sent-again': nothing,
  'invitation.cancelled': nothing,
  'invitation.revoked': nothing,
  'invitation.declined': nothing,
  'invitation.reminders-stopped': nothing,
  'invitation.link-copied': nothing,
  'message.confirmed': nothing,
  'sending.tried-again': nothing,
  'address.suppressed': z.object({ channel: z.string(), reason: z.string() }),
  'address.written-again': z.object({ channel: z.string() }),
  'api-key.created': z.object({ name: z.string(), prefix: z.string(), scopes: z.array(z.string()) }),
  'api-key.ended': z.object({ name: z.string(), prefix: z.string() }),
  'settings.changed': z.object({ changes: z.array(fieldChange) }),
  'message-template.changed': z.object({
    ...ofMessageTemplate.shape,
    fields: z.string().describe('Which of its parts are other than before'),
  }),
  'message-template.reset': ofMessageTemplate,
  'template.added': z.object({ name: z.string() }),
  'template.changed': z.object({ name: z.string(), changes: z.array(fieldChange) }),
  'export.made': z.object({ what: z.enum(exportedThings) }),
  'import.applied': z.object({ importId: id, fileName: z.string() }),
  'prequalification-form.drafted': z.object({ version: z.number().int() }),
  'prequalification-form.published': z.object({ version: z.number().int() }),
  'prequalification-form.discarded': z.object({ version: z.number().int() }),
  'prequalification-settings.changed': z.object({ changes: z.array(fieldChange) }),
  'prequalification.submitted': z.object({ company: z.string(), round: z.number().int() }),
  'prequalification.changes-requested': z.object({ companyId: id, round: z.number().int() }),
  'prequalification.decided': z.object({ companyId: id, status: z.string(), before: z.string() }),
  'prequalification.commented': z.object({ companyId: id }),
  'prequalification.contact-set': z.object({ company: z.string() }),
  'prequalification.reminders-stopped': nothing,
  'open-items.fed': z.object({ source: z.string(), items: z.number().int() }),
  'open-items.reassigned': z.object({ toId: id, to: z.string() }),
  'run.started': z.object({ action: z.string(), people: z.number().int() }),
  'run.undone': z.object({ action: z.string(), people: z.number().int(), undone: id }),
  'run.cancelled': z.object({ action: z.string() }),
} as const satisfies Record<string, z.ZodType>

export type AuditEventName = keyof typeof auditEvents
export const auditEventNames = Object.keys(auditEvents) as [AuditEventName, ...AuditEventName[]]
export type AuditDetail<Name extends AuditEventName> = z.infer<(typeof auditEvents)[Name]>

/** An act as it is read: people by name, the detail as the event's own schema has it. */
export const auditEntry = z
  .object({
    id,
    at: moment,
    event: z.enum(auditEventNames),
    actor: z.object({ id, name: z.string() }).nullable().describe('Null where the installation itself acted'),
    subject: z.object({ id, name: z.string() }).nullable(),
    runId: id.nullable(),
    detail: z
      .record(z.string(), z.unknown())
      .describe(
        'Of a changed person only `fields`, the names of what was changed, to who may not see their card',
      ),
    sequence: z.number().int().nullable().describe('Place in the chain; null for the first seconds'),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof auditEntry>
export const auditPage = pageOf(auditEntry)

export const auditQuery = z.object({
  ...pageQuery.shape,
  event: z.enum(auditEventNames).optional(),
  person: id.optional().describe('Who acted, or was acted on'),
  run: id.optional(),
  from: moment.optional(),
  until: moment.optional().describe('Up to, but without it'),
})
export type AuditQuery = z.infer<typeof auditQuery>
