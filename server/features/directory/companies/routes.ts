import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as contract from '../../../../contract/companies.ts'
import { id, pageQuery } from '../../../../contract/paging.ts'
import { inAccount } from '../../../db/connect.ts'
import { csvFile } from '../../../lib/csv/index.ts'
import { actorOf, recordExport, refuseUnless, refuseWithout } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import {
  mayEditCompanies,
  mayExport,
  mayMergeCompanies,
  mayOpenCompanies,
  mayViewDirectory,
  neededForCompanies,
} from '../policy.ts'
import { mustSeeProject } from '../projects/list-projects.ts'
import { exportCompanies } from './export-companies.ts'
import { companyCard, likelySame, listCompanies, listDuplicates, listTrades } from './list-companies.ts'
import { mergeCompanies, reviewMerge } from './merge-companies.ts'
import type { MergeListener } from './merge-listener.ts'
import { countCompanies } from './queries.ts'
import { addCompany, editCompany } from './save-company.ts'

const oneCompany = z.object({ id })

export const companyRoutes =
  ({ db }: Context, merging: MergeListener): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/companies',
      { schema: { querystring: contract.companiesQuery, response: { 200: contract.companiesPage } } },
      async request => {
        const actor = actorOf(request)
        refuseWithout(actor, neededForCompanies(request.query.status))
        return inAccount(db, actor.accountId, async tx => {
          await mustSeeProject(tx, actor, request.query)
          return listCompanies(tx, actor, request.query)
        })
      },
    )

    app.get(
      '/companies/counts',
      { schema: { querystring: contract.companiesFilter, response: { 200: contract.companyCounts } } },
      async request => {
        const actor = actorOf(request)
        refuseWithout(actor, neededForCompanies(request.query.status))
        return inAccount(db, actor.accountId, async tx => {
          await mustSeeProject(tx, actor, request.query)
          return { total: await countCompanies(tx, actor.accountId, request.query) }
        })
      },
    )

    app.get(
      '/companies/trades',
      { schema: { querystring: contract.tradeQuery, response: { 200: contract.tradeList } } },
      async request => {
        const actor = actorOf(request)
        const { search = '', limit, ...filter } = request.query
        refuseWithout(actor, neededForCompanies(filter.status))
        return inAccount(db, actor.accountId, async tx => {
          await mustSeeProject(tx, actor, filter)
          return listTrades(tx, actor, filter, { search, limit })
        })
      },
    )

    app.get(
      '/companies.csv',
      { schema: { querystring: contract.companiesExport } },
      async (request, reply) => {
        const actor = actorOf(request)
        const { sort, columns, ...filter } = request.query
        refuseWithout(actor, [...neededForCompanies(filter.status), mayExport.needs])
        await inAccount(db, actor.accountId, tx => mustSeeProject(tx, actor, filter))
        await recordExport(db, actor, 'companies')
        const file = csvFile('companies', exportCompanies(db, actor.accountId, { filter, sort, columns }))
        return reply.headers(file.headers).send(file.body)
      },
    )

    app.get(
      '/companies/likely-same',
      { schema: { querystring: contract.likeQuery, response: { 200: contract.likeCompanies } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        const { name, except = null } = request.query
        const items = await inAccount(db, actor.accountId, tx => likelySame(tx, actor, name, except))
        return { items }
      },
    )

    app.get(
      '/companies/likely-duplicates',
      { schema: { querystring: pageQuery, response: { 200: contract.likelyDuplicates } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        return inAccount(db, actor.accountId, tx => listDuplicates(tx, actor, request.query))
      },
    )

    app.get(
      '/companies/:id',
      { schema: { params: oneCompany, response: { 200: contract.companyCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayOpenCompanies)
        const card = await inAccount(db, actor.accountId, tx => companyCard(tx, actor, request.params.id))
        return reply.header('etag', card.version).send(card)
      },
    )

    app.post(
      '/companies',
      { schema: { body: contract.companyInput, response: { 201: contract.companyCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditCompanies)
        const card = await inAccount(db, actor.accountId, async tx =>
          companyCard(tx, actor, await addCompany(tx, actor, request.body)),
        )
        return reply.code(201).header('location', `/api/v1/companies/${card.id}`).send(card)
      },
    )

    app.patch(
      '/companies/:id',
      { schema: { params: oneCompany, body: contract.companyEdit, response: { 200: contract.companyCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditCompanies)
        const ifMatch = request.headers['if-match'] ?? null
        const card = await inAccount(db, actor.accountId, async tx => {
          await editCompany(tx, actor, request.params.id, request.body, ifMatch)
          return companyCard(tx, actor, request.params.id)
        })
        return reply.header('etag', card.version).send(card)
      },
    )

    app.get(
      '/companies/:id/merge',
      {
        schema: {
          params: oneCompany,
          querystring: contract.mergeQuery,
          response: { 200: contract.mergeReview },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayMergeCompanies)
        return inAccount(db, actor.accountId, tx =>
          reviewMerge(tx, actor, merging, { fromId: request.params.id, intoId: request.query.into }),
        )
      },
    )

    app.post(
      '/companies/:id/merge',
      { schema: { params: oneCompany, body: contract.mergeInput, response: { 200: contract.companyCard } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayMergeCompanies)
        return inAccount(db, actor.accountId, async tx => {
          const { into: intoId, prequalificationOf = null } = request.body
          await mergeCompanies(tx, actor, merging, { fromId: request.params.id, intoId, prequalificationOf })
          return companyCard(tx, actor, intoId)
        })
      },
    )
  }
