import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Context } from '../settings/index.ts'
import { fileRoutes } from './files/file-routes.ts'
import { formRoutes } from './form/form-routes.ts'
import { prequalificationListRoutes } from './list-routes.ts'
import { portalRoutes } from './portal/portal-routes.ts'
import { submissionRoutes } from './submission-routes.ts'

/** The form, the list and what it leads to, and the respondents' side. */
export const prequalificationRoutes =
  (context: Context): FastifyPluginAsyncZod =>
  async app => {
    const all = [formRoutes, prequalificationListRoutes, submissionRoutes, portalRoutes, fileRoutes]
    for (const routes of all) await app.register(routes(context))
  }
