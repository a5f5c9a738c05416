import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id, pageQuery } from '../../../contract/paging.ts'
import * as contract from '../../../contract/permission-templates.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { mayAssign, mayEditPeople } from '../directory/index.ts'
import type { Context } from '../settings/index.ts'
import { type Actor, actorOf, refuseUnless } from './actor.ts'
import { membersOfTemplate } from './members-of-template.ts'
import { mayEditTemplates } from './policy.ts'
import { defaultTemplateId, templateOf, templatesOfScope } from './queries.ts'
import { addTemplate, editTemplate, grantsOf, previewTemplate, templateDetails } from './save-template.ts'

const tags = ['Permission templates']
const oneTemplate = z.object({ id })

export const permissionRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/permission-templates',
      {
        schema: {
          tags,
          summary: 'Templates to choose from, strongest first',
          querystring: contract.templatesQuery,
          response: { 200: contract.templatesList },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditPeople)
        return inAccount(db, actor.accountId, async tx => {
          const { scope } = request.query
          const rows = await templatesOfScope(tx, actor.accountId, scope)
          const defaultId = await defaultTemplateId(tx, actor.accountId)
          const details = mayEditTemplates(actor) ? await templateDetails(tx, actor.accountId, rows) : []
          return {
            // What is archived concerns only who might bring it back.
            items: rows
              .filter(row => row.archived_at === null || mayEditTemplates(actor))
              .map(row => ({
                id: row.id,
                name: row.name,
                mayAssign: mayAssign(actor, row),
                isDefault: row.id === defaultId,
                details: details.find(one => one.id === row.id) ?? null,
              })),
          }
        })
      },
    )

    app.post(
      '/permission-templates',
      {
        schema: {
          tags,
          summary: 'Add a template',
          body: contract.templateInput,
          response: { 201: contract.permissionTemplate },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditTemplates)
        const template = await inAccount(db, actor.accountId, async tx =>
          one(tx, actor, await addTemplate(tx, actor, request.body)),
        )
        return reply
          .code(201)
          .header('location', `/api/v1/permission-templates/${template.id}`)
          .send(template)
      },
    )

    app.post(
      '/permission-templates/preview',
      {
        schema: {
          tags,
          summary: 'What a new template would let people do; adds nothing',
          body: contract.templateInput.omit({ name: true, isAssignable: true }),
          response: { 200: contract.templateGrants },
        },
      },
      async request => {
        refuseUnless(actorOf(request), mayEditTemplates)
        return { permissions: grantsOf({ ...request.body, name: '', isAssignable: false }) }
      },
    )

    app.patch(
      '/permission-templates/:id',
      {
        schema: {
          tags,
          summary: 'Change a template',
          params: oneTemplate,
          body: contract.templateEdit,
          response: { 200: contract.permissionTemplate },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditTemplates)
        const ifMatch = request.headers['if-match'] ?? null
        const template = await inAccount(db, actor.accountId, async tx => {
          await editTemplate(tx, actor, request.params.id, request.body, ifMatch)
          return one(tx, actor, request.params.id)
        })
        return reply.header('etag', template.version).send(template)
      },
    )

    app.post(
      '/permission-templates/:id/preview',
      {
        schema: {
          tags,
          summary: 'What a change would mean for who has it; changes nothing',
          params: oneTemplate,
          body: contract.templateEdit,
          response: { 200: contract.templatePreview },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditTemplates)
        return inAccount(db, actor.accountId, tx =>
          previewTemplate(tx, actor, request.params.id, request.body),
        )
      },
    )

    app.get(
      '/permission-templates/:id/members',
      {
        schema: {
          tags,
          summary: 'Who has a template of a project, and where',
          params: oneTemplate,
          querystring: pageQuery,
          response: { 200: contract.templateMembersPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditTemplates)
        return inAccount(db, actor.accountId, tx =>
          membersOfTemplate(tx, actor, request.params.id, request.query),
        )
      },
    )
  }

async function one(tx: Tx, actor: Actor, templateId: string) {
  const row = await templateOf(tx, actor.accountId, templateId)
  const [details] = await templateDetails(tx, actor.accountId, [row!])
  return details!
}
