import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id, pageQuery } from '../../../../contract/paging.ts'
import { suppressionPage } from '../../../../contract/suppressions.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { listSuppressions } from './list-suppressions.ts'
import { mayViewSuppressions, mayWriteAgain } from './policy.ts'
import { writeAgain } from './suppress.ts'

const tags = ['Settings']

export const suppressionRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/suppressions',
      {
        schema: {
          tags,
          summary: 'Addresses that are not written to, newest first',
          querystring: pageQuery,
          response: { 200: suppressionPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSuppressions)
        return inAccount(db, actor.accountId, tx => listSuppressions(tx, actor.accountId, request.query))
      },
    )

    app.delete(
      '/suppressions/:id',
      {
        schema: {
          tags,
          summary: 'Write to an address again',
          params: z.object({ id }),
          response: { 204: z.undefined().describe('From now on it may be written to') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayWriteAgain)
        await inAccount(db, actor.accountId, tx => writeAgain(tx, actor, request.params.id))
        return reply.code(204).send()
      },
    )
  }
