import { Readable } from 'node:stream'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as contract from '../../../contract/imports.ts'
import { id, pageQuery } from '../../../contract/paging.ts'
import { inAccount } from '../../db/connect.ts'
import { Problem } from '../../lib/problem.ts'
import { startingWith } from '../../lib/starting-with.ts'
import { actorOf, recordExport, refuseUnless } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { applyImport } from './apply-import.ts'
import { checkFile } from './check-file.ts'
import { faultsFile } from './faults-file.ts'
import type { ImportEffects } from './import-effects.ts'
import { mayImport } from './policy.ts'
import { listImportLines, listImports, viewImport } from './view-import.ts'

const oneImport = z.object({ id })
/** What browsers and scripts say that a CSV file is; Windows with Excel says the last. */
const fileTypes = [
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/octet-stream',
  'application/vnd.ms-excel',
]

export const importRoutes =
  ({ db }: Context, effects: ImportEffects): FastifyPluginAsyncZod =>
  async app => {
    // In a scope of its own: nobody else takes bodies of this size.
    await app.register(async (files: typeof app) => {
      files.removeContentTypeParser('text/plain')
      const asBytes = { parseAs: 'buffer', bodyLimit: contract.mostImportBytes } as const
      files.addContentTypeParser(fileTypes, asBytes, async (_request: unknown, body: Buffer) => body)
      files.post(
        '/imports',
        { schema: { querystring: contract.importQuery, response: { 201: contract.importView } } },
        async (request, reply) => {
          const actor = actorOf(request)
          refuseUnless(actor, mayImport)
          const { fileName, map } = request.query
          const source = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
          const file = { source, fileName, overrides: overridesOf([map].flat()) }
          const importId = await checkFile(db, actor, file)
          const view = await inAccount(db, actor.accountId, tx => viewImport(tx, actor.accountId, importId))
          return reply.code(201).header('location', `/api/v1/imports/${importId}`).send(view)
        },
      )
    })

    app.get(
      '/imports',
      { schema: { querystring: pageQuery, response: { 200: contract.importsPage } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayImport)
        return inAccount(db, actor.accountId, tx => listImports(tx, actor.accountId, request.query))
      },
    )

    app.get(
      '/imports/:id',
      { schema: { params: oneImport, response: { 200: contract.importView } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayImport)
        return inAccount(db, actor.accountId, tx => viewImport(tx, actor.accountId, request.params.id))
      },
    )

    app.get(
      '/imports/:id/lines',
      {
        schema: {
          params: oneImport,
          querystring: contract.importLinesQuery,
          response: { 200: contract.importLinesPage },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayImport)
        return inAccount(db, actor.accountId, tx =>
          listImportLines(tx, actor.accountId, request.params.id, request.query),
        )
      },
    )

    app.get('/imports/:id/faults.csv', { schema: { params: oneImport } }, async (request, reply) => {
      const actor = actorOf(request)
      refuseUnless(actor, mayImport)
      const pieces = faultsFile(db, actor, request.params.id)
      const first = await pieces.next()
      await recordExport(db, actor, 'import-faults')
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="faults-${request.params.id}.csv"`)
        .send(Readable.from(startingWith(first.value ?? '', pieces)))
    })

    app.post(
      '/imports/:id/apply',
      { schema: { params: oneImport, body: contract.applyInput, response: { 200: contract.importView } } },
      async request => {
        const actor = actorOf(request)
        await applyImport(db, effects, actor, request.params.id, request.body)
        return inAccount(db, actor.accountId, tx => viewImport(tx, actor.accountId, request.params.id))
      },
    )
  }

/** @param wishes each COLUMN=FIELD @throws Problem malformed-request */
function overridesOf(wishes: string[]): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const wish of wishes) {
    // From the end: headings may have an = in them, fields have none.
    const at = wish.lastIndexOf('=')
    if (at < 1) throw new Problem('malformed-request', { detail: 'map is written as COLUMN=FIELD.' })
    overrides[wish.slice(0, at)] = wish.slice(at + 1)
  }
  return overrides
}
