import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { erasure, erasureReview } from '../../../contract/erasure.ts'
import { id } from '../../../contract/paging.ts'
import { inAccount } from '../../db/connect.ts'
import { actorOf, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { erasePerson, reviewErasure } from './erase-person.ts'
import { mayErase } from './policy.ts'

const onePerson = z.object({ id })

export const erasureRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/people/:id/erasure',
      {
        schema: {
          summary: 'What erasing the personal data of this person would remove',
          params: onePerson,
          response: { 200: erasureReview },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayErase)
        return inAccount(db, actor.accountId, tx => reviewErasure(tx, actor, request.params.id))
      },
    )

    app.post(
      '/people/:id/erasure',
      {
        schema: {
          summary: 'Erases the personal data of an inactive person, for good; the record stays',
          params: onePerson,
          response: { 200: erasure },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayErase)
        const erasedAt = await inAccount(db, actor.accountId, tx => erasePerson(tx, actor, request.params.id))
        return { erasedAt: erasedAt.toISOString() }
      },
    )
  }
