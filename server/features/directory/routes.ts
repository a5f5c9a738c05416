import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../contract/paging.ts'
import * as contract from '../../../contract/people.ts'
import { inAccount } from '../../db/connect.ts'
import { cutPage, fromCursor } from '../../db/keyset.ts'
import { actorOf, refuseUnless, refuseWithout } from '../permissions/index.ts'
import type { Context } from '../settings/index.ts'
import { cardAsSeen, countPeople, listFacets, listPeople, personCard } from './list-people.ts'
import { isOneself, mayEditPeople, mayViewDirectory, mayViewTemplates, neededToFilter } from './policy.ts'
import { pageOfCompanies } from './queries.ts'
import { type AddressListeners, addPerson, editPerson } from './save-person.ts'

const oneperson = z.object({ id })

export const directoryRoutes =
  ({ db }: Context, listeners: AddressListeners): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/people',
      { schema: { querystring: contract.peopleQuery, response: { 200: contract.peoplePage } } },
      async request => {
        const actor = actorOf(request)
        refuseWithout(actor, neededToFilter(request.query))
        return inAccount(db, actor.accountId, tx => listPeople(tx, actor, request.query))
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
        const { group, search = '', limit, ...filter } = request.query
        refuseWithout(actor, neededToFilter(filter))
        if (group === 'template') refuseUnless(actor, mayViewTemplates)
        return inAccount(db, actor.accountId, tx => listFacets(tx, actor, filter, { group, search, limit }))
      },
    )

    app.get(
      '/people/:id',
      { schema: { params: oneperson, response: { 200: contract.personAnswer } } },
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
      { schema: { params: oneperson, body: contract.personEdit, response: { 200: contract.personCard } } },
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

    app.get(
      '/companies',
      { schema: { querystring: contract.companiesQuery, response: { 200: contract.companiesPage } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        const { q = '', limit, cursor } = request.query
        const after = cursor ? fromCursor(cursor, 'text', 'id') : null
        const rows = await inAccount(db, actor.accountId, tx =>
          pageOfCompanies(tx, actor.accountId, q, after, limit),
        )
        return cutPage(
          rows,
          limit,
          row => [row.sort_key, row.id],
          ({ id, name }) => ({ id, name }),
        )
      },
    )
  }
