import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as contract from '../../../contract/open-items.ts'
import { id, pageQuery } from '../../../contract/paging.ts'
import { inAccount } from '../../db/connect.ts'
import { mayViewUserDetail } from '../directory/index.ts'
import { actorOf, recordExport, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { countOfSelection } from './count-of-selection.ts'
import { feedBatch, feedItem } from './feed-items.ts'
import { readLine } from './judge-lines.ts'
import { countItems, exportItems, itemsOfPerson, listAssigned, listItems } from './list-items.ts'
import {
  mayCountOpenItemsOfSelection,
  mayFeedOpenItems,
  mayViewAssignments,
  mayViewOpenItemsOf,
} from './policy.ts'
import { readCsvLines } from './read-csv-lines.ts'

const tags = ['Open items']
const csvTypes = ['text/csv', 'text/plain', 'application/vnd.ms-excel']

export const openItemRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.put(
      '/open-items/:source/:ref',
      {
        schema: {
          tags,
          summary: 'Writes an open item as its source says it is; the same twice changes nothing',
          params: contract.openItemName,
          body: contract.openItemInput,
          response: { 204: z.undefined().describe('It is as written') },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayFeedOpenItems)
        await inAccount(db, actor.accountId, tx =>
          feedItem(tx, actor, { ...request.body, ...request.params }),
        )
        return reply.code(204).send()
      },
    )

    app.post(
      '/open-items/batches',
      {
        bodyLimit: contract.mostBatchBytes,
        schema: {
          tags,
          summary: 'Writes many: every line is judged, the good ones are applied',
          body: contract.openItemBatch,
          response: { 200: contract.openItemBatchAnswer },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayFeedOpenItems)
        const lines = request.body.items.map((item, at) => readLine(item, at + 1))
        return feedBatch(db, actor, lines)
      },
    )

    // In a scope of its own: nobody else takes bodies of this size.
    await app.register(async (files: typeof app) => {
      files.removeContentTypeParser('text/plain')
      const asBytes = { parseAs: 'buffer', bodyLimit: contract.mostBatchBytes } as const
      files.addContentTypeParser(csvTypes, asBytes, async (_request: unknown, body: Buffer) => body)
      files.post(
        '/open-items/batches.csv',
        {
          schema: {
            tags,
            summary: 'The same as a CSV file, whose headings are the names of the fields',
            response: { 200: contract.openItemBatchAnswer },
          },
        },
        async request => {
          const actor = actorOf(request)
          refuseUnless(actor, mayFeedOpenItems)
          const file = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
          return feedBatch(db, actor, await readCsvLines(file))
        },
      )
    })

    app.get(
      '/open-items',
      {
        schema: {
          tags,
          summary: 'The Assignment Report, item by item',
          querystring: contract.openItemsQuery,
          response: { 200: contract.openItemsPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAssignments)
        return inAccount(db, actor.accountId, tx => listItems(tx, actor, request.query))
      },
    )

    app.get(
      '/open-items/counts',
      {
        schema: {
          tags,
          summary: 'How many match, by tool and role',
          querystring: contract.openItemFilter,
          response: { 200: contract.openItemCounts },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAssignments)
        return inAccount(db, actor.accountId, tx => countItems(tx, actor, request.query))
      },
    )

    app.post(
      '/open-items/of-selection',
      {
        schema: {
          tags,
          summary: 'What waits for the users of a selection, before they are inactivated',
          body: contract.selectionOfUsers,
          response: { 200: contract.openItemsOfSelection },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayCountOpenItemsOfSelection)
        return inAccount(db, actor.accountId, tx => countOfSelection(tx, actor, request.body.selection))
      },
    )

    app.get(
      '/open-items/people',
      {
        schema: {
          tags,
          summary: 'The Assignment Report, person by person',
          querystring: contract.assignedPeopleQuery,
          response: { 200: contract.assignedPeoplePage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAssignments)
        return inAccount(db, actor.accountId, tx => listAssigned(tx, actor, request.query))
      },
    )

    app.get(
      '/open-items.csv',
      { schema: { tags, summary: 'The same as CSV, all of it', querystring: contract.openItemFilter } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewAssignments)
        await recordExport(db, actor, 'open-items')
        return reply
          .header('content-type', 'text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="assignment-report.csv"')
          .send(Readable.from(exportItems(db, actor, request.query)))
      },
    )

    app.get(
      '/people/:id/open-items',
      {
        schema: {
          tags,
          summary: 'What waits for a person',
          params: z.object({ id }),
          querystring: pageQuery,
          response: { 200: contract.openItemsPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        const { id: personId } = request.params
        if (!mayViewOpenItemsOf(actor, personId)) refuseUnless(actor, mayViewUserDetail)
        return inAccount(db, actor.accountId, tx => itemsOfPerson(tx, actor, personId, request.query))
      },
    )
  }
