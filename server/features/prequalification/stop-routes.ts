import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reminderView } from '../../../contract/prequalification/submissions.ts'
import { inAccount } from '../../db/connect.ts'
import { sha256Of } from '../../lib/one-time-secret.ts'
import { Problem } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { accountSettings, type Context } from '../settings/index.ts'
import { respondentRow, respondentWithStopSecret, stopReminders } from './reminder-queries.ts'

const tags = ['Reminders']
/** 256 bits in base64url. */
const withSecret = z.object({ secret: z.string().regex(/^[\w-]{43}$/) })
const rateLimit = { max: 60, timeWindow: '1 minute' }

/**
 * Stopping reminders by the link in them. Looking stops nothing, so that scanners that open every link do no harm; one POST
 * does, as mail programs send it. Source: RFC 8058.
 */
export const stopRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.removeContentTypeParser('application/x-www-form-urlencoded')
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: 1024 },
      async () => undefined,
    )
    const found = async (secret: string) => {
      const one = await respondentWithStopSecret(db, sha256Of(secret))
      if (!one) throw new Problem('not-found')
      return one
    }

    app.get(
      '/reminders/:secret',
      {
        schema: {
          tags,
          summary: 'Whose reminders this stops',
          params: withSecret,
          response: { 200: reminderView },
        },
        config: { anonymous: true, rateLimit },
      },
      async request => {
        const { accountId, respondentId } = await found(request.params.secret)
        return inAccount(db, accountId, async tx => ({
          accountName: (await accountSettings(tx, accountId)).name,
          isStopped: (await respondentRow(tx, accountId, respondentId)).reminders_stopped_at !== null,
        }))
      },
    )

    app.post(
      '/reminders/:secret',
      {
        schema: {
          tags,
          summary: 'Stop the reminders of this form to this person',
          params: withSecret,
          response: { 204: z.undefined().describe('They are stopped') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit },
      },
      async (request, reply) => {
        const { accountId, respondentId } = await found(request.params.secret)
        await inAccount(db, accountId, async tx => {
          const { person_id: personId } = await respondentRow(tx, accountId, respondentId)
          if (await stopReminders(tx, accountId, respondentId))
            await record(tx, { accountId, actorId: null }, 'prequalification.reminders-stopped', {}, personId)
        })
        return reply.code(204).send()
      },
    )
  }
