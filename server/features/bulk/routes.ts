import { setTimeout as wait } from 'node:timers/promises'
import type {} from '@fastify/sse'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as bulk from '../../../contract/bulk-actions.ts'
import { id, pageQuery } from '../../../contract/paging.ts'
import * as runs from '../../../contract/runs.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { csvFile } from '../../lib/csv/index.ts'
import { Problem } from '../../lib/problem.ts'
import { type Actor, actorOf, offeredTo, recordExport } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import type { BulkAction, BulkCatalogue } from './bulk-action.ts'
import { cancelRun } from './cancel-run.ts'
import { mayPress } from './policy.ts'
import { retryRun } from './retry-run.ts'
import { reviewBulkAction } from './review.ts'
import { exportRunItems, listRunItems } from './run-items.ts'
import { listRuns, runView } from './run-view.ts'
import { startRun } from './start-run.ts'
import { undoRun } from './undo-run.ts'

const named = z.object({ name: bulk.bulkActionName })
const oneRun = z.object({ id })
/** How often a watched run is looked at, in milliseconds. */
const watchEveryMs = 500

const keyOf = (request: { headers: Record<string, unknown> }) =>
  typeof request.headers['idempotency-key'] === 'string' ? request.headers['idempotency-key'] : null

export const bulkRoutes =
  ({ db }: Context, catalogue: BulkCatalogue): FastifyPluginAsyncZod =>
  async app => {
    const actionNamed = (name: string): BulkAction => {
      const action = catalogue.actions.find(one => one.name === name)
      if (!action) throw new Problem('not-found')
      return action
    }
    /** @param begin starts a run, and says which */
    const begun = (actor: Actor, begin: (tx: Tx) => Promise<string>) =>
      inAccount(db, actor.accountId, async tx => runView(tx, catalogue, actor, await begin(tx)))

    app.get('/bulk-actions', { schema: { response: { 200: bulk.bulkActionOffers } } }, async request => {
      const actor = actorOf(request)
      return {
        items: catalogue.actions.map(action => ({
          name: action.name,
          subject: action.subject,
          actsOn: action.actsOn ?? ('active' as const),
          offeredUnder: action.offeredUnder ?? null,
          ...offeredTo(actor, mayPress(action)),
        })),
      }
    })

    app.post(
      '/bulk-actions/:name/reviews',
      { schema: { params: named, body: bulk.reviewRequest, response: { 200: bulk.review } } },
      async request => {
        const actor = actorOf(request)
        const action = actionNamed(request.params.name)
        return inAccount(db, actor.accountId, tx =>
          reviewBulkAction(tx, catalogue, actor, action, request.body),
        )
      },
    )

    app.post(
      '/bulk-actions/:name/runs',
      { schema: { params: named, body: bulk.runRequest, response: { 201: runs.run } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const action = actionNamed(request.params.name)
        const { selection, input, reviewed, reviewedAt = null } = request.body
        const press = { selection, input, reviewed, reviewedAt, idempotencyKey: keyOf(request) }
        const run = await begun(actor, tx => startRun(tx, catalogue, actor, action, press))
        return reply.code(201).header('location', `/api/v1/runs/${run.id}`).send(run)
      },
    )

    app.get(
      '/runs',
      { schema: { querystring: pageQuery, response: { 200: runs.runsPage } } },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => listRuns(tx, catalogue, actor, request.query))
      },
    )

    app.get('/runs/:id', { schema: { params: oneRun, response: { 200: runs.run } } }, async request => {
      const actor = actorOf(request)
      return inAccount(db, actor.accountId, tx => runView(tx, catalogue, actor, request.params.id))
    })

    app.get(
      '/runs/:id/items',
      { schema: { params: oneRun, querystring: runs.runItemsQuery, response: { 200: runs.runItemsPage } } },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx =>
          listRunItems(tx, catalogue, actor, request.params.id, request.query),
        )
      },
    )

    app.get('/runs/:id/items.csv', { schema: { params: oneRun } }, async (request, reply) => {
      const actor = actorOf(request)
      const lines = await exportRunItems(db, catalogue, actor, request.params.id)
      await recordExport(db, actor, 'run-items', request.params.id)
      const file = csvFile(`run-${request.params.id}`, lines)
      return reply.headers(file.headers).send(file.body)
    })

    app.get(
      '/runs/:id/events',
      { schema: { params: oneRun }, sse: { kind: 'only' } },
      async (request, reply) => {
        const { accountId } = actorOf(request)
        // Who watches is known anew with every look: the watching ends with the session or key, and with what they may.
        const look = async () => {
          const watcher = (await request.actorNow?.()) ?? null
          return watcher && inAccount(db, accountId, tx => runView(tx, catalogue, watcher, request.params.id))
        }
        let seen = ''
        for (let run = await look(); run && reply.sse.isConnected; run = await look()) {
          const now = JSON.stringify(run)
          if (now !== seen) await reply.sse.send({ event: 'run', data: run })
          seen = now
          if (run.finishedAt && run.counts.pending === 0) break
          await wait(watchEveryMs)
        }
      },
    )

    app.post(
      '/runs/:id/cancel',
      { schema: { params: oneRun, response: { 200: runs.run } } },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, async tx => {
          await cancelRun(tx, catalogue, actor, request.params.id)
          return runView(tx, catalogue, actor, request.params.id)
        })
      },
    )

    app.post(
      '/runs/:id/retry',
      { schema: { params: oneRun, response: { 201: runs.run } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const run = await begun(actor, tx =>
          retryRun(tx, catalogue, actor, request.params.id, keyOf(request)),
        )
        return reply.code(201).header('location', `/api/v1/runs/${run.id}`).send(run)
      },
    )

    app.post(
      '/runs/:id/undo',
      { schema: { params: oneRun, response: { 201: runs.run } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const run = await begun(actor, tx => undoRun(tx, catalogue, actor, request.params.id, keyOf(request)))
        return reply.code(201).header('location', `/api/v1/runs/${run.id}`).send(run)
      },
    )
  }
