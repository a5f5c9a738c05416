import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../settings/index.ts'
import { accountRoutes } from './account-routes.ts'
import type { InviteFirstAdmin } from './create-account-for.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { oversightRoutes } from './oversight-routes.ts'

/** The super admin's panel. @param invite passed in by the registry */
export const installationRoutes =
  (context: Context, invite: InviteFirstAdmin): FastifyPluginAsyncZod =>
  async app => {
    await app.register(accountRoutes(context, invite))
    await app.register(oversightRoutes(context))
    await app.register(deliveryRoutes(context))
  }
