import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { deliverySettings, diagnosis, testOutcome, testRequest } from '../../../contract/delivery-settings.ts'
import { asOperator } from '../../db/connect.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { judgePhone } from '../../lib/phone.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { recordForInstallation } from '../audit/index.ts'
import { type Context, installationSettings } from '../settings/index.ts'
import { superAdminsOnly as config, superAdminOf } from '../sign-in/index.ts'
import { bouncesOf, reportsSoFar } from './channels/bounces.ts'
import { channels } from './channels/index.ts'
import { dnsResolver } from './diagnosis/ask-dns.ts'
import { diagnose } from './diagnosis/diagnose.ts'

const tags = ['Super admin']
/** Each asks other machines and waits for them. */
const rateLimit = { max: 20, timeWindow: '1 minute' }

/** To nobody but the super admin themselves. */
const addressOf = ({ userName }: { userName: string }): string | null => judgeEmail(userName).address

const numberOf = (phone: string): string | null => judgePhone(phone, { accountCountry: null }).number

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
        channels: Object.values(channels).map(channel => channel.describe(installation)),
        bounces: bouncesOf(installation.bounceUrl),
        reports: await asOperator(db, reportsSoFar),
        testAddress: addressOf(superAdminOf(request)),
      }),
    )

    app.post(
      '/installation/delivery/test',
      {
        schema: {
          tags,
          summary: 'Send a test message to yourself, or a test SMS, and tell what the server said',
          body: testRequest,
          response: { 200: testOutcome },
        },
        config: { ...config, rateLimit },
      },
      async request => {
        const superAdmin = superAdminOf(request)
        const { language, phone } = request.body
        const to = phone === undefined ? addressOf(superAdmin) : numberOf(phone)
        if (to === null)
          refuseFaults([
            phone === undefined
              ? { path: ['userName'], reason: 'email-malformed' }
              : {
                  path: ['phone'],
                  reason: 'phone-without-country-code',
                  detail: { example: '+12125550123' },
                },
          ])
        const outcome = await channels[phone === undefined ? 'email' : 'sms'].test(context, to!, language)
        const { isAccepted } = outcome
        const event = phone === undefined ? 'mail.tested' : 'sms.tested'
        await asOperator(db, tx => recordForInstallation(tx, superAdmin.loginId, event, { isAccepted }))
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
