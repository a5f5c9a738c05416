import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { reminderView } from '../../../../contract/reminders.ts'
import { inAccount } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import { accountSettings, type Context } from '../../settings/index.ts'
import type { ReminderStop, Stoppable } from './reminder-stop.ts'

const tags = ['Reminders']
/** In base64url: 256 bits, or the name of a message with its signature. */
const withSecret = z.object({ secret: z.string().regex(/^([\w-]{43}|[\w-]{64})$/) })
/** Mail programs press the link with either; what stands in it says no more than the address. Source: RFC 8058, 3.2. */
const forms = ['application/x-www-form-urlencoded', 'multipart/form-data']
const rateLimit = { max: 60, timeWindow: '1 minute' }

/**
 * Stopping reminders by the link in them. Looking stops nothing, so that scanners that open every link do no harm; one POST
 * does, as mail programs send it. Source: RFC 8058.
 */
export const stopRoutes =
  ({ db }: Context, stops: ReminderStop[]): FastifyPluginAsyncZod =>
  async app => {
    app.addContentTypeParser(forms, { parseAs: 'string', bodyLimit: 1024 }, async () => undefined)
    const found = async (secret: string): Promise<[ReminderStop, Stoppable]> => {
      for (const stop of stops) {
        const stoppable = await stop.find(db, secret)
        if (stoppable) return [stop, stoppable]
      }
      throw new Problem('not-found')
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
        const [stop, stoppable] = await found(request.params.secret)
        return inAccount(db, stoppable.accountId, async tx => ({
          of: stop.of,
          accountName: (await accountSettings(tx, stoppable.accountId)).name,
          isStopped: await stop.isStopped(tx, stoppable),
        }))
      },
    )

    app.post(
      '/reminders/:secret',
      {
        schema: {
          tags,
          summary: 'Stop these reminders to this person',
          params: withSecret,
          response: { 204: z.undefined().describe('They are stopped') },
        },
        config: { anonymous: true, holdsSecret: true, rateLimit },
      },
      async (request, reply) => {
        const [stop, stoppable] = await found(request.params.secret)
        await inAccount(db, stoppable.accountId, tx => stop.stop(tx, stoppable))
        return reply.code(204).send()
      },
    )
  }
