import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  type MailEvent,
  mailEvents,
  mailEventsAnswer,
  type ReportVerdict,
} from '../../../../contract/mail-reports.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Context } from '../../settings/index.ts'
import { isToken } from '../is-token.ts'
import type { MessageKind } from '../message-kind.ts'
import { countReport } from './bounce-queries.ts'
import { parseBounceUrl } from './bounce-url.ts'
import { eventsToken } from './events-url.ts'
import { noteMailReport } from './note-mail-report.ts'
import { messageOfReturnPath } from './return-path.ts'

const MESSAGE_ID = /^<?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})@/i

/** Where a mail provider tells what became of e-mails; whoever knows the address is the provider. */
export const mailEventRoutes =
  ({ db, installation }: Context, kinds: MessageKind[]): FastifyPluginAsyncZod =>
  async app => {
    const { secret, bounceUrl } = installation
    const domain = bounceUrl === null ? null : parseBounceUrl(bounceUrl).domain

    app.post(
      '/mail/events/:token',
      {
        schema: {
          tags: ['Mail provider'],
          summary: 'What became of e-mails, as a mail provider knows it',
          params: z.object({ token: z.string().max(100) }),
          body: mailEvents,
          response: { 200: mailEventsAnswer },
        },
        config: { anonymous: true, holdsSecret: true },
      },
      async request => {
        if (!isToken(request.params.token, eventsToken(secret))) throw new Problem('not-found')
        const verdicts: ReportVerdict[] = []
        for (const event of request.body.events) verdicts.push(await note(event))
        return { verdicts }
      },
    )

    async function note(event: MailEvent): Promise<ReportVerdict> {
      const messageId = named(event)
      if (messageId === null) {
        await countReport(db, 'unknown')
        return 'unknown'
      }
      const { event: outcome, status = '', words = '' } = event
      return noteMailReport(db, kinds, messageId, () => ({ outcome, status, words }))
    }

    function named({ messageId, returnPath }: MailEvent): string | null {
      const byPath =
        returnPath === undefined || domain === null ? null : messageOfReturnPath(secret, domain, returnPath)
      return byPath ?? MESSAGE_ID.exec(messageId?.trim() ?? '')?.[1]?.toLowerCase() ?? null
    }
  }
