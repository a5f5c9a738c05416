import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import * as notices from '../../../../contract/run-notices.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import type { BulkCatalogue } from '../bulk-action.ts'
import { changeOwnNotices, endSeen, noticesFor, ownNotices } from './own-notices.ts'

/** What somebody is told of the runs that they started. */
export const runNoticeRoutes =
  ({ db }: Context, catalogue: BulkCatalogue): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/run-notices',
      {
        schema: {
          summary: 'Runs you started that are over, and whose end you have not seen',
          response: { 200: notices.runNotices },
        },
        config: { sessionOnly: true },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => noticesFor(tx, catalogue, actor))
      },
    )

    app.delete(
      '/run-notices/:id',
      {
        schema: {
          summary: 'You have seen how a run of yours ended',
          params: z.object({ id }),
          response: { 204: z.undefined().describe('It is told no more') },
        },
        config: { sessionOnly: true },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        await inAccount(db, actor.accountId, tx => endSeen(tx, actor, request.params.id))
        return reply.code(204).send()
      },
    )

    app.get(
      '/own-notices',
      {
        schema: { summary: 'What you are written to about', response: { 200: notices.ownNotices } },
        config: { sessionOnly: true },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => ownNotices(tx, actor))
      },
    )

    app.patch(
      '/own-notices',
      {
        schema: {
          summary: 'Choose what you are written to about',
          body: notices.ownNoticesChange,
          response: { 200: notices.ownNotices },
        },
        config: { sessionOnly: true },
      },
      async request => {
        const actor = actorOf(request)
        const { mailsFinishedRuns } = request.body
        return inAccount(db, actor.accountId, tx => changeOwnNotices(tx, actor, mailsFinishedRuns))
      },
    )
  }
