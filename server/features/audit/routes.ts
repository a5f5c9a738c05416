import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { auditPage, auditQuery } from '../../../contract/audit.ts'
import { id, pageQuery } from '../../../contract/paging.ts'
import { inAccount } from '../../db/connect.ts'
import { personCard } from '../directory/index.ts'
import { actorOf, recordExport, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { exportEvents, historyOf, listEvents } from './list-events.ts'
import { mayViewAudit, mayViewChangesOfPeople, mayViewHistory } from './policy.ts'

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
        return inAccount(db, actor.accountId, tx =>
          listEvents(tx, actor.accountId, mayViewChangesOfPeople(actor), request.query),
        )
      },
    )

    app.get(
      '/people/:id/history',
      {
        schema: {
          tags,
          summary: 'What was done to a person, newest first',
          params: z.object({ id }),
          querystring: pageQuery,
          response: { 200: auditPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewHistory)
        return inAccount(db, actor.accountId, async tx => {
          // Not there for who may not see the person.
          await personCard(tx, actor, request.params.id)
          return historyOf(tx, actor.accountId, request.params.id, request.query)
        })
      },
    )

    app.get(
      '/audit-events.csv',
      { schema: { tags, summary: 'The same as CSV, all of it', querystring: auditQuery } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAudit)
        await recordExport(db, actor, 'audit-log')
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit-log.csv"')
          .send(
            Readable.from(exportEvents(db, actor.accountId, mayViewChangesOfPeople(actor), request.query)),
          )
      },
    )
  }
