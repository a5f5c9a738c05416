import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { mailboxPage, mailboxMessage as messageSchema } from '../../../../contract/mailbox.ts'
import { id, pageQuery } from '../../../../contract/paging.ts'
import type { Db } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import { isOnLoopback } from './on-loopback.ts'
import { listMailbox, mailboxMessage } from './store.ts'

const tags = ['Mailbox']
/** It is whoever's who sits at this machine: nobody signs in for it. */
const config = { anonymous: true }

/** The local mailbox: only while no mail server is configured, and only from this machine; else there is none. */
export const mailboxRoutes =
  ({ db, installation }: { db: Db; installation: { smtpUrl: string | null } }): FastifyPluginAsyncZod =>
  async app => {
    if (installation.smtpUrl !== null) return

    app.addHook('onRequest', async request => {
      if (!isOnLoopback(request)) throw new Problem('not-found')
    })

    app.get(
      '/mailbox',
      {
        schema: {
          tags,
          summary: 'Messages caught on this machine, newest first',
          querystring: pageQuery,
          response: { 200: mailboxPage },
        },
        config,
      },
      request => listMailbox(db, request.query),
    )

    app.get(
      '/mailbox/:id',
      {
        schema: {
          tags,
          summary: 'A caught message',
          params: z.object({ id }),
          response: { 200: messageSchema },
        },
        config,
      },
      request => mailboxMessage(db, request.params.id),
    )
  }
