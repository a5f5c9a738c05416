import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../contract/paging.ts'
import * as contract from '../../../contract/people.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { csvFile } from '../../lib/csv/index.ts'
import { type Actor, actorOf, recordExport, refuseUnless, refuseWithout } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import type { MergeListener } from './companies/merge-listener.ts'
import { companyRoutes } from './companies/routes.ts'
import { exportPeople } from './export-people.ts'
import { groupRoutes } from './groups/routes.ts'
import { cardAsSeen, countPeople, listFacets, listPeople, personCard } from './list-people.ts'
import {
  isOneself,
  mayEditPeople,
  mayExport,
  mayViewDirectory,
  mayViewTemplates,
  neededToFilter,
} from './policy.ts'
import { projectRoutes } from './projects/routes.ts'
import { type AddressListeners, addPerson, editPerson } from './save-person.ts'

const onePerson = z.object({ id })

/** What higher features have to say in the directory. */
export type DirectoryExtras = {
  listeners: AddressListeners
  /** By the ids of people. */
  prequalifyButtons(
    tx: Tx,
    actor: Actor,
    people: contract.PersonRow[],
  ): Promise<Map<string, contract.PrequalifyButton>>
  merging: MergeListener
}

export const directoryRoutes =
  (context: Context, { listeners, prequalifyButtons, merging }: DirectoryExtras): FastifyPluginAsyncZod =>
  async app => {
    const { db } = context
    await app.register(companyRoutes(context, merging))
    await app.register(groupRoutes(context))
    await app.register(projectRoutes(context))

    app.get(
      '/people',
      { schema: { querystring: contract.peopleQuery, response: { 200: contract.peoplePage } } },
      async request => {
        const actor = actorOf(request)
        refuseWithout(actor, neededToFilter(request.query))
        return inAccount(db, actor.accountId, async tx => {
          const page = await listPeople(tx, actor, request.query)
          if (request.query.kind !== 'user') return page
          const buttons = await prequalifyButtons(tx, actor, page.items)
          return { ...page, items: page.items.map(row => ({ ...row, prequalify: buttons.get(row.id) })) }
        })
      },
    )

    app.get(
      '/people/counts',
      { schema: { querystring: contract.peopleFilter, response: { 200: contract.peopleCounts } } },
      async request => {
        const actor = actorOf(request)
        refuseWithout(actor, neededToFilter(request.query))
        return inAccount(db, actor.accountId, tx => countPeople(tx, actor, request.query))
      },
    )

    app.get(
      '/people/facets',
      { schema: { querystring: contract.facetQuery, response: { 200: contract.facetList } } },
      async request => {
        const actor = actorOf(request)
        const { group, inGroup, search = '', limit, ...asked } = request.query
        const filter = { ...asked, group: inGroup }
        refuseWithout(actor, neededToFilter(filter))
        if (group === 'template') refuseUnless(actor, mayViewTemplates)
        return inAccount(db, actor.accountId, tx => listFacets(tx, actor, filter, { group, search, limit }))
      },
    )

    app.get('/people.csv', { schema: { querystring: contract.peopleExport } }, async (request, reply) => {
      const actor = actorOf(request)
      const { sort, columns, ...filter } = request.query
      refuseWithout(actor, [...neededToFilter(request.query), mayExport.needs])
      await recordExport(db, actor, `${filter.kind}s`)
      const file = csvFile(`${filter.kind}s`, exportPeople(db, actor, { filter, sort, columns }))
      return reply.headers(file.headers).send(file.body)
    })

    app.get(
      '/people/:id',
      { schema: { params: onePerson, response: { 200: contract.personAnswer } } },
      async (request, reply) => {
        const actor = actorOf(request)
        // Their own card is everybody's.
        if (!isOneself(actor, request.params.id)) refuseUnless(actor, mayViewDirectory)
        const card = await inAccount(db, actor.accountId, tx => cardAsSeen(tx, actor, request.params.id))
        return card.isWhole ? reply.header('etag', card.version).send(card) : reply.send(card)
      },
    )

    app.post(
      '/people',
      { schema: { body: contract.personInput, response: { 201: contract.personCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditPeople)
        const card = await inAccount(db, actor.accountId, async tx =>
          personCard(tx, actor, await addPerson(tx, actor, request.body)),
        )
        return reply
          .code(201)
          .header('location', `/api/v1/people/${card.id}`)
          .header('etag', card.version)
          .send(card)
      },
    )

    app.patch(
      '/people/:id',
      { schema: { params: onePerson, body: contract.personEdit, response: { 200: contract.personCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditPeople)
        const ifMatch = request.headers['if-match'] ?? null
        const card = await inAccount(db, actor.accountId, async tx => {
          await editPerson(tx, actor, request.params.id, request.body, { ifMatch, ...listeners })
          return personCard(tx, actor, request.params.id)
        })
        return reply.header('etag', card.version).send(card)
      },
    )
  }
