import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { settings, settingsEdit } from '../../../contract/settings.ts'
import { inAccount } from '../../db/connect.ts'
import { actedBy, actorOf, refuseUnless } from '../permissions/index.ts'
import { changeSettings, settingsView } from './change-settings.ts'
import type { Context } from './installation.ts'
import { mayChangeSettings, mayViewSettings } from './policy.ts'

const tags = ['Settings']

export const settingsRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/settings',
      { schema: { tags, summary: "The account's settings", response: { 200: settings } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSettings)
        return inAccount(db, actor.accountId, tx => settingsView(tx, actor.accountId))
      },
    )

    app.patch(
      '/settings',
      { schema: { tags, summary: 'Change some of them', body: settingsEdit, response: { 200: settings } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayChangeSettings)
        return inAccount(db, actor.accountId, async tx => {
          await changeSettings(tx, actedBy(actor), request.body)
          return settingsView(tx, actor.accountId)
        })
      },
    )
  }
