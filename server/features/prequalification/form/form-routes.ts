import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import * as contract from '../../../../contract/prequalification/form.ts'
import { formDiff } from '../../../../contract/prequalification/form-diff.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { mayAdminister, mayViewPrequalifications } from '../policy.ts'
import {
  diffVersions,
  discardDraft,
  formAsSeen,
  listVersions,
  publish,
  publishedVersion,
  saveDraft,
} from './form-versions.ts'

const tags = ['Prequalification form']
const version = z.coerce.number().int().min(1).max(1_000_000)
const oneVersion = z.object({ version })
const diffQuery = z.object({ from: version, to: version.optional().describe('Left out: the draft') })
const noContent = z.undefined().describe('Done')

export const formRoutes =
  ({ db }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/prequalification-form',
      {
        schema: {
          tags,
          summary: 'The published form, and its draft',
          response: { 200: contract.formAnswer },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx => formAsSeen(tx, actor))
      },
    )

    app.put(
      '/prequalification-form/draft',
      {
        schema: {
          tags,
          summary: 'Save the draft; If-Match with its revision (0 for none) keeps another’s save',
          body: contract.draftInput,
          response: { 200: contract.formVersion },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        const ifMatch = request.headers['if-match'] ?? null
        return inAccount(db, actor.accountId, tx => saveDraft(tx, actor, request.body.form, ifMatch))
      },
    )

    app.delete(
      '/prequalification-form/draft',
      { schema: { tags, summary: 'Discard the draft', response: { 204: noContent } } },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        await inAccount(db, actor.accountId, tx => discardDraft(tx, actor))
        return reply.code(204).send()
      },
    )

    app.get(
      '/prequalification-form/versions',
      {
        schema: {
          tags,
          summary: 'The published versions, newest first',
          response: { 200: contract.formVersions },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx => listVersions(tx, actor.accountId))
      },
    )

    app.post(
      '/prequalification-form/versions',
      {
        schema: {
          tags,
          summary: 'Publish the draft; who is invited from now on gets it',
          body: contract.publishInput,
          response: { 201: contract.formVersion },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayAdminister)
        const published = await inAccount(db, actor.accountId, tx => publish(tx, actor, request.body.note))
        return reply.code(201).send(published)
      },
    )

    app.get(
      '/prequalification-form/versions/:version',
      {
        schema: {
          tags,
          summary: 'One published version',
          params: oneVersion,
          response: { 200: contract.formVersion },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx =>
          publishedVersion(tx, actor.accountId, request.params.version),
        )
      },
    )

    app.get(
      '/prequalification-form/diff',
      {
        schema: {
          tags,
          summary: 'What changed between two versions',
          querystring: diffQuery,
          response: { 200: formDiff },
        },
      },
      async request => {
        const actor = actorOf(request)
        const { from, to } = request.query
        refuseUnless(actor, to === undefined ? mayAdminister : mayViewPrequalifications)
        return inAccount(db, actor.accountId, tx => diffVersions(tx, actor.accountId, from, to ?? null))
      },
    )
  }
