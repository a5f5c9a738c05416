import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import * as contract from '../../../contract/settings.ts'
import { inAccount } from '../../db/connect.ts'
import { actedBy, actorOf, refuseUnless } from '../permissions/index.ts'
import { changeSettings, settingsAnswer } from './change-settings.ts'
import type { Context } from './installation.ts'
import { mayChangeSettings, mayViewSettings } from './policy.ts'

const tags = ['Settings']

export const settingsRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/settings',
      { schema: { tags, summary: "The account's settings", response: { 200: contract.settingsAnswer } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSettings)
        const answer = await inAccount(db, actor.accountId, tx => settingsAnswer(tx, actor.accountId))
        return reply.header('etag', answer.version).send(answer)
      },
    )

    app.patch(
      '/settings',
      {
        schema: {
          tags,
          summary: 'Change some of them',
          body: contract.settingsEdit,
          response: { 200: contract.settingsAnswer },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayChangeSettings)
        const ifMatch = request.headers['if-match'] ?? null
        const answer = await inAccount(db, actor.accountId, async tx => {
          await changeSettings(tx, actedBy(actor), request.body, ifMatch)
          return settingsAnswer(tx, actor.accountId)
        })
        return reply.header('etag', answer.version).send(answer)
      },
    )
  }
