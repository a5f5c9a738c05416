import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { inAccount, wakeWorkers } from '../../../db/connect.ts'
import { record } from '../../audit/index.ts'
import { actedBy, actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { endWait } from './pause-queries.ts'
import { maySendNow } from './policy.ts'

export const pauseRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.post(
      '/sending/try-again',
      {
        schema: {
          summary:
            'Try at once to send what waits because the mail server or the SMS gateway works with nobody',
          response: { 204: z.undefined().describe('It is being tried, where anything was paused') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, maySendNow)
        await inAccount(db, actor.accountId, async tx => {
          if (!(await endWait(tx, actor.accountId))) return
          await record(tx, actedBy(actor), 'sending.tried-again', {})
          await wakeWorkers(tx)
        })
        return reply.code(204).send()
      },
    )
  }
