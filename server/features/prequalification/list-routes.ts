import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../contract/paging.ts'
import * as contract from '../../../contract/prequalification/prequalifications.ts'
import {
  prequalificationSettings,
  prequalificationSettingsEdit,
} from '../../../contract/prequalification/settings.ts'
import { inAccount } from '../../db/connect.ts'
import { csvFile } from '../../lib/csv/index.ts'
import { actorOf, recordExport, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { decide } from './decide.ts'
import { exportPrequalifications } from './export-prequalifications.ts'
import { countPrequalifications, listPrequalifications } from './list-prequalifications.ts'
import { countSubmitted } from './list-queries.ts'
import { mayAdminister, mayViewPrequalifications, mayViewSubmissions } from './policy.ts'
import { changePrequalificationSettings, settingsOf } from './settings.ts'
import { changePrimaryContact, viewPrequalification } from './view-prequalification.ts'

const tags = ['Prequalifications']
const oneCompany = z.object({ id })

export const prequalificationListRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/prequalifications',
      {
        schema: {
          tags,
          summary: 'The companies that were invited to prequalify',
          querystring: contract.prequalificationsQuery,
          response: { 200: contract.prequalificationsPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx => listPrequalifications(tx, actor.accountId, request.query))
      },
    )

    app.get(
      '/prequalifications/counts',
      {
        schema: {
          tags,
          summary: 'How many match, per choice of each filter',
          querystring: contract.prequalificationsFilter,
          response: { 200: contract.prequalificationCounts },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx =>
          countPrequalifications(tx, actor.accountId, request.query),
        )
      },
    )

    app.get(
      '/prequalifications/to-review',
      {
        schema: {
          tags,
          summary: 'How many submitted forms wait for a decision',
          response: { 200: contract.toReview },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        return inAccount(db, actor.accountId, async tx => ({
          count: await countSubmitted(tx, actor.accountId, contract.mostToReview),
        }))
      },
    )

    app.get(
      '/prequalifications.csv',
      {
        schema: {
          tags,
          summary: 'All that match, as CSV',
          querystring: contract.prequalificationsFilter,
          response: { 200: z.unknown().describe('text/csv') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        await recordExport(db, actor, 'prequalifications')
        const file = csvFile('prequalifications', exportPrequalifications(db, actor, request.query))
        return reply.headers(file.headers).send(file.body)
      },
    )

    app.get(
      '/prequalifications/:id',
      {
        schema: {
          tags,
          summary: 'One company: decision, respondents, forms, history',
          params: oneCompany,
          response: { 200: contract.prequalificationView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewSubmissions)
        const view = await inAccount(db, actor.accountId, tx =>
          viewPrequalification(tx, actor, request.params.id),
        )
        return reply.header('etag', view.version).send(view)
      },
    )

    app.patch(
      '/prequalifications/:id',
      {
        schema: {
          tags,
          summary: 'Set the primary contact',
          params: oneCompany,
          body: contract.prequalificationEdit,
          response: { 200: contract.prequalificationView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        const view = await inAccount(db, actor.accountId, async tx => {
          await changePrimaryContact(tx, actor, request.params.id, request.body.primaryContactId)
          return viewPrequalification(tx, actor, request.params.id)
        })
        return reply.header('etag', view.version).send(view)
      },
    )

    app.post(
      '/prequalifications/:id/decisions',
      {
        schema: {
          tags,
          summary: 'Finalize the qualification; If-Match with the version keeps another’s decision',
          params: oneCompany,
          body: contract.decisionInput,
          response: { 201: contract.prequalificationView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        const ifMatch = request.headers['if-match'] ?? null
        const view = await inAccount(db, actor.accountId, async tx => {
          await decide(tx, actor, request.params.id, request.body, ifMatch)
          return viewPrequalification(tx, actor, request.params.id)
        })
        return reply.code(201).header('etag', view.version).send(view)
      },
    )

    app.get(
      '/prequalification-settings',
      {
        schema: {
          tags,
          summary: 'Reminders, expiry, Re-Qualify',
          response: { 200: prequalificationSettings },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx => settingsOf(tx, actor.accountId))
      },
    )

    app.patch(
      '/prequalification-settings',
      {
        schema: {
          tags,
          summary: 'Change some of them',
          body: prequalificationSettingsEdit,
          response: { 200: prequalificationSettings },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        return inAccount(db, actor.accountId, tx => changePrequalificationSettings(tx, actor, request.body))
      },
    )
  }
