import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import {
  installationOverview as overview,
  queueHealth as queue,
  recordReport,
} from '../../../contract/installation.ts'
import { installationEntries, installationEventsQuery } from '../../../contract/installation-events.ts'
import {
  installationSettingsAnswer,
  installationSettingsEdit,
  sendingPauseInput,
} from '../../../contract/installation-settings.ts'
import { superAdmins } from '../../../contract/super-admins.ts'
import { asOperator } from '../../db/connect.ts'
import { installationRecord, verifyChain } from '../audit/index.ts'
import type { Context } from '../settings/index.ts'
import { superAdminsOnly as config, superAdminOf, superAdminRows } from '../sign-in/index.ts'
import {
  changeInstallationSettings,
  installationSettingsAnswer as installationSettingsView,
} from './change-installation-settings.ts'
import { listInstallationEvents } from './list-events.ts'
import { installationOverview } from './overview.ts'
import { pauseSendingOfAll, resumeSendingOfAll } from './pause-sending.ts'
import { queueHealth } from './queue-health.ts'

const tags = ['Super admin']

export const oversightRoutes =
  ({ db, installation }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/installation',
      { schema: { tags, summary: 'What is missing for everyday work', response: { 200: overview } }, config },
      () => asOperator(db, tx => installationOverview(tx, installation)),
    )

    app.get(
      '/installation/settings',
      {
        schema: {
          tags,
          summary: 'What holds for every account',
          response: { 200: installationSettingsAnswer },
        },
        config,
      },
      async (_, reply) => {
        const answer = await asOperator(db, installationSettingsView)
        return reply.header('etag', answer.version).send(answer)
      },
    )

    app.patch(
      '/installation/settings',
      {
        schema: {
          tags,
          summary: 'Change some of it, for all at once',
          body: installationSettingsEdit,
          response: { 200: installationSettingsAnswer },
        },
        config,
      },
      async (request, reply) => {
        const ifMatch = request.headers['if-match'] ?? null
        const answer = await asOperator(db, async tx => {
          await changeInstallationSettings(tx, superAdminOf(request), request.body, ifMatch)
          return installationSettingsView(tx)
        })
        return reply.header('etag', answer.version).send(answer)
      },
    )

    app.get(
      '/installation/queue',
      { schema: { tags, summary: 'How sending is doing', response: { 200: queue } }, config },
      () => asOperator(db, tx => queueHealth(tx, new Date())),
    )

    app.post(
      '/installation/sending/pause',
      {
        schema: {
          tags,
          summary: 'Send nothing more for any account',
          body: sendingPauseInput,
          response: { 200: queue },
        },
        config,
      },
      request =>
        asOperator(db, async tx => {
          await pauseSendingOfAll(tx, superAdminOf(request).loginId, request.body.reason)
          return queueHealth(tx, new Date())
        }),
    )

    app.post(
      '/installation/sending/resume',
      { schema: { tags, summary: 'Let sending go on', response: { 200: queue } }, config },
      request =>
        asOperator(db, async tx => {
          await resumeSendingOfAll(tx, superAdminOf(request).loginId)
          return queueHealth(tx, new Date())
        }),
    )

    app.get(
      '/installation/events',
      {
        schema: {
          tags,
          summary: 'What super admins did, newest first',
          querystring: installationEventsQuery,
          response: { 200: installationEntries },
        },
        config,
      },
      request => asOperator(db, tx => listInstallationEvents(tx, request.query)),
    )

    app.get(
      '/installation/events/report',
      {
        schema: { tags, summary: 'Whether that record is what was written', response: { 200: recordReport } },
        config,
      },
      async () => {
        const { secret, auditAnchorsFile: anchorsFile } = installation
        const { sealed, unsealed, faults } = await verifyChain(db, installationRecord, {
          secret,
          anchorsFile,
        })
        return { sealed, unsealed, isWhole: faults.length === 0, faults }
      },
    )

    app.get(
      '/installation/super-admins',
      {
        schema: { tags, summary: 'Who looks after the installation', response: { 200: superAdmins } },
        config,
      },
      async () => {
        const rows = await asOperator(db, superAdminRows)
        return {
          items: rows.map(({ userName, addedAt, addedBy }) => ({
            userName,
            addedAt: addedAt.toISOString(),
            addedBy,
          })),
        }
      },
    )
  }
