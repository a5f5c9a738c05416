import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { deliverySettings, diagnosis, testOutcome } from '../../../contract/delivery-settings.ts'
import { language } from '../../../contract/people.ts'
import { asOperator } from '../../db/connect.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { recordForInstallation } from '../audit/index.ts'
import { type Context, installationSettings } from '../settings/index.ts'
import { superAdminsOnly as config, superAdminOf } from '../sign-in/index.ts'
import { channels } from './channels/index.ts'
import { dnsResolver } from './diagnosis/ask-dns.ts'
import { diagnose } from './diagnosis/diagnose.ts'

const tags = ['Super admin']
/** Each asks other machines and waits for them. */
const rateLimit = { max: 20, timeWindow: '1 minute' }

/** To nobody but the super admin themselves. */
const addressOf = ({ userName }: { userName: string }): string | null => judgeEmail(userName).address

export const deliveryRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async app => {
    const { db, installation } = context
    app.get(
      '/installation/delivery',
      {
        schema: { tags, summary: 'Where messages go, without secrets', response: { 200: deliverySettings } },
        config,
      },
      async request => ({
        channels: channels.map(channel => channel.describe(installation)),
        testAddress: addressOf(superAdminOf(request)),
      }),
    )

    app.post(
      '/installation/delivery/test',
      {
        schema: {
          tags,
          summary: 'Send a test message to yourself, and tell what the mail server said',
          body: z.object({ language }),
          response: { 200: testOutcome },
        },
        config: { ...config, rateLimit },
      },
      async request => {
        const superAdmin = superAdminOf(request)
        const to = addressOf(superAdmin)
        if (to === null) refuseFaults([{ path: ['userName'], reason: 'email-malformed' }])
        const outcome = await channels[0]!.test!(context, to!, request.body.language)
        const { isAccepted } = outcome
        await asOperator(db, tx =>
          recordForInstallation(tx, superAdmin.loginId, 'mail.tested', { isAccepted }),
        )
        return outcome
      },
    )

    app.get(
      '/installation/delivery/diagnosis',
      {
        schema: { tags, summary: 'What decides whether messages arrive', response: { 200: diagnosis } },
        config: { ...config, rateLimit },
      },
      async () => {
        const { dkimSelector } = await installationSettings(db)
        return diagnose(installation, dkimSelector, dnsResolver(), new Date())
      },
    )
  }
