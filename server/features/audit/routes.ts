import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { auditPage, auditQuery } from '../../../contract/audit.ts'
import { inAccount } from '../../db/connect.ts'
import { actorOf, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { exportEvents, listEvents } from './list-events.ts'
import { mayViewAudit } from './policy.ts'

const tags = ['Audit log']

export const auditRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/audit-events',
      {
        schema: {
          tags,
          summary: 'Who did what, newest first',
          querystring: auditQuery,
          response: { 200: auditPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAudit)
        return inAccount(db, actor.accountId, tx => listEvents(tx, actor.accountId, request.query))
      },
    )

    app.get(
      '/audit-events.csv',
      { schema: { tags, summary: 'The same as CSV, all of it', querystring: auditQuery } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAudit)
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit-log.csv"')
          .send(Readable.from(exportEvents(db, actor.accountId, request.query)))
      },
    )
  }
