import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { joinInput, joinView } from '../../../contract/join.ts'
import { id } from '../../../contract/paging.ts'
import { invitationAnswer, timeline } from '../../../contract/people.ts'
import { inAccount } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { BulkAction } from '../bulk/index.ts'
import { isOneself, mayViewDirectory } from '../directory/index.ts'
import { actorOf, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { sessionCookie } from '../sign-in/index.ts'
import { inviteAtOnce } from './invite-at-once.ts'
import { join, lookAtInvitation } from './join.ts'
import { timelineOf } from './timeline.ts'

const onePerson = z.object({ id })
/** 256 bits in base64url. */
const withSecret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
/** Guesses from one address per minute: a secret cannot be guessed, but a password can. */
const joinLimit = { max: 60, timeWindow: '1 minute' }

export const invitationRoutes =
  ({ db, installation }: Context, inviting: BulkAction): FastifyPluginAsyncZod =>
  async app => {
    app.post(
      '/people/:id/invitation',
      { schema: { params: onePerson, response: { 202: invitationAnswer } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const personId = request.params.id
        const refusal = await inAccount(db, actor.accountId, tx =>
          inviteAtOnce(tx, installation, inviting, actor, personId),
        )
        if (refusal) throw new Problem('not-invitable', { faults: [{ path: ['id'], reason: refusal }] })
        return reply.code(202).send({ personId, state: 'waiting' })
      },
    )

    app.get(
      '/people/:id/timeline',
      { schema: { params: onePerson, response: { 200: timeline } } },
      async request => {
        const actor = actorOf(request)
        if (!isOneself(actor, request.params.id)) refuseUnless(actor, mayViewDirectory)
        return { items: await inAccount(db, actor.accountId, tx => timelineOf(tx, actor, request.params.id)) }
      },
    )

    app.get(
      '/join/:secret',
      {
        schema: { params: withSecret, response: { 200: joinView } },
        config: { anonymous: true, rateLimit: joinLimit },
      },
      async request => lookAtInvitation({ db, installation }, request.params.secret),
    )

    app.post(
      '/join/:secret',
      {
        schema: {
          params: withSecret,
          body: joinInput,
          response: { 204: z.undefined().describe('Joined and signed in: the cookie is set') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit: joinLimit },
      },
      async (request, reply) => {
        const { token } = await join(db, request.params.secret, request.body.password)
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .code(204)
          .send()
      },
    )
  }
