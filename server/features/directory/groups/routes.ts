import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as contract from '../../../../contract/groups.ts'
import { id } from '../../../../contract/paging.ts'
import { inAccount } from '../../../db/connect.ts'
import { csvFile } from '../../../lib/csv/index.ts'
import { actorOf, recordExport, refuseUnless, refuseWithout } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { mayEditGroups, mayExport, mayViewDirectory } from '../policy.ts'
import { mustSeeProject } from '../projects/list-projects.ts'
import { exportGroups } from './export-groups.ts'
import {
  addGroup,
  editGroup,
  groupCard,
  listGroups,
  putInGroup,
  removeGroup,
  takeOutOfGroup,
} from './groups.ts'
import { countGroups } from './queries.ts'

const oneGroup = z.object({ id })
const oneMember = z.object({ id, personId: id })

/** Distribution groups; who is in one is asked of `/people?group=`. */
export const groupRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/distribution-groups',
      { schema: { querystring: contract.groupsQuery, response: { 200: contract.groupsPage } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        return inAccount(db, actor.accountId, async tx => {
          await mustSeeProject(tx, actor, request.query)
          return listGroups(tx, actor, request.query)
        })
      },
    )

    app.get(
      '/distribution-groups.csv',
      { schema: { querystring: contract.groupsExport } },
      async (request, reply) => {
        const actor = actorOf(request)
        const { sort, columns, ...filter } = request.query
        refuseWithout(actor, [mayViewDirectory.needs, mayExport.needs])
        await inAccount(db, actor.accountId, tx => mustSeeProject(tx, actor, filter))
        await recordExport(db, actor, 'groups')
        const file = csvFile('groups', exportGroups(db, actor.accountId, { filter, sort, columns }))
        return reply.headers(file.headers).send(file.body)
      },
    )

    app.get(
      '/distribution-groups/counts',
      { schema: { querystring: contract.groupsFilter, response: { 200: contract.groupCounts } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        return inAccount(db, actor.accountId, async tx => {
          await mustSeeProject(tx, actor, request.query)
          return { total: await countGroups(tx, actor.accountId, request.query) }
        })
      },
    )

    app.get(
      '/distribution-groups/:id',
      { schema: { params: oneGroup, response: { 200: contract.groupCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewDirectory)
        const card = await inAccount(db, actor.accountId, tx => groupCard(tx, actor, request.params.id))
        return reply.header('etag', card.version).send(card)
      },
    )

    app.post(
      '/distribution-groups',
      { schema: { body: contract.groupInput, response: { 201: contract.groupCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditGroups)
        const card = await inAccount(db, actor.accountId, async tx =>
          groupCard(tx, actor, await addGroup(tx, actor, request.body)),
        )
        return reply.code(201).header('location', `/api/v1/distribution-groups/${card.id}`).send(card)
      },
    )

    app.patch(
      '/distribution-groups/:id',
      { schema: { params: oneGroup, body: contract.groupEdit, response: { 200: contract.groupCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditGroups)
        const ifMatch = request.headers['if-match'] ?? null
        const card = await inAccount(db, actor.accountId, async tx => {
          await editGroup(tx, actor, request.params.id, request.body, ifMatch)
          return groupCard(tx, actor, request.params.id)
        })
        return reply.header('etag', card.version).send(card)
      },
    )

    app.delete(
      '/distribution-groups/:id',
      { schema: { params: oneGroup, response: { 204: z.void() } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditGroups)
        await inAccount(db, actor.accountId, tx => removeGroup(tx, actor, request.params.id))
        return reply.code(204).send()
      },
    )

    app.put(
      '/distribution-groups/:id/people/:personId',
      { schema: { params: oneMember, response: { 200: contract.groupMember } } },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditGroups)
        const { id: groupId, personId } = request.params
        await inAccount(db, actor.accountId, tx => putInGroup(tx, actor, groupId, personId))
        return { groupId, personId }
      },
    )

    app.delete(
      '/distribution-groups/:id/people/:personId',
      { schema: { params: oneMember, response: { 204: z.void() } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditGroups)
        const { id: groupId, personId } = request.params
        await inAccount(db, actor.accountId, tx => takeOutOfGroup(tx, actor, groupId, personId))
        return reply.code(204).send()
      },
    )
  }
