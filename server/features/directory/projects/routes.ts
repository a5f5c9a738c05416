import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { id } from '../../../../contract/paging.ts'
import { contactInput, personCard as personCardAnswer } from '../../../../contract/people.ts'
import * as contract from '../../../../contract/projects.ts'
import { inAccount } from '../../../db/connect.ts'
import { csvFile } from '../../../lib/csv/index.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { exportPeople } from '../export-people.ts'
import { cardOfNew } from '../list-people.ts'
import { mayEditProjects, mayExport } from '../policy.ts'
import { exportProjects } from './export-projects.ts'
import {
  countOfProjects,
  listProjectPeople,
  listProjects,
  projectCard,
  seenPeopleOf,
} from './list-projects.ts'
import { addContact, putOnProject, takeOffProject } from './project-members.ts'
import { addProject, editProject } from './save-project.ts'

const oneProject = z.object({ id })
const oneMember = z.object({ id, personId: id })

/** Projects and who is on them. What somebody may not see is not there. */
export const projectRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/projects',
      { schema: { querystring: contract.projectsQuery, response: { 200: contract.projectsPage } } },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx => listProjects(tx, actor, request.query))
      },
    )

    app.get('/projects.csv', { schema: { querystring: contract.projectsExport } }, async (request, reply) => {
      const actor = actorOf(request)
      refuseUnless(actor, mayExport)
      const { sort, ...filter } = request.query
      const file = csvFile('projects', exportProjects(db, actor, { filter, sort }))
      return reply.headers(file.headers).send(file.body)
    })

    app.get('/projects/counts', { schema: { response: { 200: contract.projectCounts } } }, async request => {
      const actor = actorOf(request)
      return inAccount(db, actor.accountId, tx => countOfProjects(tx, actor))
    })

    app.get(
      '/projects/:id',
      { schema: { params: oneProject, response: { 200: contract.projectCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const card = await inAccount(db, actor.accountId, tx => projectCard(tx, actor, request.params.id))
        return reply.header('etag', card.version).send(card)
      },
    )

    app.post(
      '/projects',
      { schema: { body: contract.projectInput, response: { 201: contract.projectCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditProjects)
        const card = await inAccount(db, actor.accountId, async tx =>
          projectCard(tx, actor, await addProject(tx, actor, request.body)),
        )
        return reply.code(201).header('location', `/api/v1/projects/${card.id}`).send(card)
      },
    )

    app.patch(
      '/projects/:id',
      { schema: { params: oneProject, body: contract.projectEdit, response: { 200: contract.projectCard } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayEditProjects)
        const ifMatch = request.headers['if-match'] ?? null
        const card = await inAccount(db, actor.accountId, async tx => {
          await editProject(tx, actor, request.params.id, request.body, ifMatch)
          return projectCard(tx, actor, request.params.id)
        })
        return reply.header('etag', card.version).send(card)
      },
    )

    app.get(
      '/projects/:id/people',
      {
        schema: {
          params: oneProject,
          querystring: contract.projectPeopleQuery,
          response: { 200: contract.projectPeoplePage },
        },
      },
      async request => {
        const actor = actorOf(request)
        return inAccount(db, actor.accountId, tx =>
          listProjectPeople(tx, actor, request.params.id, request.query),
        )
      },
    )

    app.get(
      '/projects/:id/people.csv',
      { schema: { params: oneProject, querystring: contract.projectPeopleExport } },
      async (request, reply) => {
        const actor = actorOf(request)
        const { sort, columns, ...asked } = request.query
        const filter = { ...asked, project: request.params.id }
        await inAccount(db, actor.accountId, tx => seenPeopleOf(tx, actor, filter.project, request.query))
        refuseUnless(actor, mayExport)
        const file = csvFile(`project-${filter.kind}s`, exportPeople(db, actor, { filter, sort, columns }))
        return reply.headers(file.headers).send(file.body)
      },
    )

    app.put(
      '/projects/:id/people/:personId',
      {
        schema: { params: oneMember, body: contract.memberInput, response: { 200: contract.projectMember } },
      },
      async request => {
        const actor = actorOf(request)
        const { id: projectId, personId } = request.params
        const { templateId } = request.body
        await inAccount(db, actor.accountId, tx => putOnProject(tx, actor, projectId, personId, templateId))
        return { projectId, personId, templateId }
      },
    )

    app.delete(
      '/projects/:id/people/:personId',
      { schema: { params: oneMember, response: { 204: z.void() } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const { id: projectId, personId } = request.params
        await inAccount(db, actor.accountId, tx => takeOffProject(tx, actor, projectId, personId))
        return reply.code(204).send()
      },
    )

    app.post(
      '/projects/:id/contacts',
      { schema: { params: oneProject, body: contactInput, response: { 201: personCardAnswer } } },
      async (request, reply) => {
        const actor = actorOf(request)
        const card = await inAccount(db, actor.accountId, async tx =>
          cardOfNew(tx, actor, await addContact(tx, actor, request.params.id, request.body)),
        )
        return reply.code(201).header('location', `/api/v1/people/${card.id}`).send(card)
      },
    )
  }
