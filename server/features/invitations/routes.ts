import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  declineInput,
  givenLink,
  joinInput,
  joinView,
  temporaryAskInput,
  temporaryJoinInput,
} from '../../../contract/join.ts'
import { id } from '../../../contract/paging.ts'
import { type InvitationStep, invitationAnswer, timeline } from '../../../contract/people.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import type { BulkAction } from '../bulk/index.ts'
import { isOneself, mayViewDirectory } from '../directory/index.ts'
import { type Actor, actorOf, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { browserIn, sessionCookie } from '../sign-in/index.ts'
import { askForLink } from './ask-for-link.ts'
import { declineInvitation } from './decline.ts'
import { cancelInvitation, confirmArrival, copyLink, revokeInvitation } from './end-by-hand.ts'
import { inviteAtOnce } from './invite-at-once.ts'
import { join, lookAtInvitation } from './join.ts'
import { askForPassword, joinWithTemporary } from './join-by-password.ts'
import { timelineOf } from './timeline.ts'

const onePerson = z.object({ id })
/** 256 bits in base64url. */
const withSecret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
/** Guesses from one address per minute: a secret cannot be guessed, but a password can. */
const joinLimit = { max: 60, timeWindow: '1 minute' }

/** Asking for a new link writes to somebody: a few from one address, known or unknown alike. */
const askLimit = { max: 5, timeWindow: '1 minute' }

type Step = {
  summary: string
  act(tx: Tx, installation: Context['installation'], actor: Actor, personId: string): Promise<void>
}
/** What an admin does with an invitation beside inviting again. */
const steps: Record<Exclude<InvitationStep, 'copy-link'>, Step> = {
  cancel: {
    summary: 'Cancel an invitation whose message has not left',
    act: (tx, _, actor, personId) => cancelInvitation(tx, actor, personId),
  },
  revoke: {
    summary: 'Take back an invitation that was sent: its link is dead',
    act: (tx, _, actor, personId) => revokeInvitation(tx, actor, personId),
  },
  confirm: { summary: 'Say that a message arrived whose answer was lost', act: confirmArrival },
}

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

    for (const [step, { summary, act }] of Object.entries(steps)) {
      app.post(
        `/people/:id/invitation/${step}`,
        { schema: { summary, params: onePerson, response: { 204: z.undefined().describe('It is so now') } } },
        async (request, reply) => {
          const actor = actorOf(request)
          await inAccount(db, actor.accountId, tx => act(tx, installation, actor, request.params.id))
          return reply.code(204).send()
        },
      )
    }

    app.post(
      '/people/:id/invitation/copy-link',
      {
        schema: {
          summary: 'Take the link of an invitation that could not be delivered, to hand it over',
          params: onePerson,
          response: { 200: givenLink },
        },
        config: { holdsSecret: true },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => copyLink(tx, installation, actor, request.params.id))
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
        const browser = browserIn(request.headers['user-agent'])
        const { token } = await join(db, request.params.secret, request.body.password, browser)
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .code(204)
          .send()
      },
    )

    app.post(
      '/join/:secret/decline',
      {
        schema: {
          summary: 'Decline an invitation, by a typed word',
          params: withSecret,
          body: declineInput,
          response: { 204: z.undefined().describe('Declined: the link is dead') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit: joinLimit },
      },
      async (request, reply) => {
        await declineInvitation(db, request.params.secret, request.body.word)
        return reply.code(204).send()
      },
    )

    app.post(
      '/session/own-password',
      {
        schema: {
          tags: ['Session'],
          summary: 'Join with a temporary password and one of your own instead of it',
          body: temporaryJoinInput,
          response: { 204: z.undefined().describe('Joined and signed in: the cookie is set') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit: joinLimit },
      },
      async (request, reply) => {
        const browser = browserIn(request.headers['user-agent'])
        const { token } = await joinWithTemporary(db, request.body, browser)
        return reply
          .setCookie(...sessionCookie(token, installation, request))
          .code(204)
          .send()
      },
    )

    app.post(
      '/session/new-invitation',
      {
        schema: {
          tags: ['Session'],
          summary: 'Ask for a new invitation with a temporary password that works no more',
          body: temporaryAskInput,
          response: { 202: z.undefined().describe('The same for one that never was') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit: askLimit },
      },
      async (request, reply) => {
        await askForPassword(db, request.body.temporaryPassword)
        return reply.code(202).send()
      },
    )

    app.post(
      '/join/:secret/new-link',
      {
        schema: {
          summary: 'Ask for a new link; it goes to the address on file, if there is one',
          params: withSecret,
          response: { 202: z.undefined().describe('The same for a link that never was one') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit: askLimit },
      },
      async (request, reply) => {
        await askForLink(db, request.params.secret)
        return reply.code(202).send()
      },
    )
  }
