import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { apiKeyInput, apiKeys, newApiKey } from '../../../../contract/api-keys.ts'
import { id } from '../../../../contract/paging.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { createApiKey, endApiKey, listApiKeys } from './api-keys.ts'
import { mayManageApiKeys } from './policy.ts'

const tags = ['API keys']

export const apiKeyRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/api-keys',
      { schema: { tags, summary: "The account's keys that have not ended", response: { 200: apiKeys } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayManageApiKeys)
        return { items: await inAccount(db, actor.accountId, tx => listApiKeys(tx, actor.accountId)) }
      },
    )

    app.post(
      '/api-keys',
      {
        schema: { tags, summary: 'Make a key of your own', body: apiKeyInput, response: { 201: newApiKey } },
        config: { holdsSecret: true },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayManageApiKeys)
        const made = await inAccount(db, actor.accountId, tx =>
          createApiKey(tx, actor, request.body, new Date()),
        )
        return reply.code(201).send(made)
      },
    )

    app.delete(
      '/api-keys/:id',
      {
        schema: {
          tags,
          summary: 'End a key',
          params: z.object({ id }),
          response: { 204: z.undefined().describe('From now on nobody is let in with it') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayManageApiKeys)
        await inAccount(db, actor.accountId, tx => endApiKey(tx, actor, request.params.id))
        return reply.code(204).send()
      },
    )
  }
