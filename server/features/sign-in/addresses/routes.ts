import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import {
  newSignInAddress,
  signInAddress,
  signInAddresses,
  signInAddressSecret,
} from '../../../../contract/session.ts'
import { inAccount } from '../../../db/connect.ts'
import type { Context } from '../../settings/index.ts'
import type { AttemptLimit } from '../attempt-limit.ts'
import { askForAddress } from './ask-for-address.ts'
import { confirmAddress, ownAddresses, removeAddress } from './own-addresses.ts'

const tags = ['Session']

/** The addresses that somebody signs in with besides their user name; each was confirmed by a link sent there. */
export const signInAddressRoutes =
  ({ db, installation }: Context, limit: AttemptLimit): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/sign-in-addresses',
      {
        schema: { tags, summary: 'What you sign in with', response: { 200: signInAddresses } },
        config: { sessionOnly: true },
      },
      async request => {
        const session = request.session!
        return inAccount(db, session.accountId, tx => ownAddresses(tx, session))
      },
    )

    app.post(
      '/sign-in-addresses',
      {
        schema: {
          tags,
          summary: 'Ask to sign in with an address too: a link is sent there',
          body: newSignInAddress,
          response: { 202: z.undefined().describe('A link is sent there; it works for an hour') },
        },
        config: { sessionOnly: true, holdsSecret: true },
      },
      async (request, reply) => {
        const asked = { from: `session ${request.session!.sessionId}`, now: new Date() }
        await askForAddress({ db, installation }, limit, request.session!, request.body, asked)
        return reply.code(202).send()
      },
    )

    app.post(
      '/sign-in-addresses/confirmations',
      {
        schema: {
          tags,
          summary: 'Confirm an address by the link that was sent there',
          body: signInAddressSecret,
          response: { 200: signInAddress.pick({ address: true }) },
        },
        config: { sessionOnly: true, holdsSecret: true },
      },
      async request => {
        const session = request.session!
        const { secret } = request.body
        const address = await inAccount(db, session.accountId, tx => confirmAddress(tx, session, secret))
        return { address }
      },
    )

    app.delete(
      '/sign-in-addresses/:id',
      {
        schema: {
          tags,
          summary: 'Sign in with an address no more',
          params: z.object({ id }),
          response: { 204: z.undefined().describe('It is nobody’s any more') },
        },
        config: { sessionOnly: true },
      },
      async (request, reply) => {
        const session = request.session!
        await inAccount(db, session.accountId, tx => removeAddress(tx, session, request.params.id))
        return reply.code(204).send()
      },
    )
  }
