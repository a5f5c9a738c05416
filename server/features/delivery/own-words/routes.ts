import type { RateLimitOptions } from '@fastify/rate-limit'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import {
  messagePreview,
  messageTemplateList,
  messageTemplateOf,
  messageTemplateView,
  messageTestOutcome,
  messageWords,
} from '../../../../contract/message-templates.ts'
import { inAccount } from '../../../db/connect.ts'
import { actorOf, refuseUnless } from '../../permissions/index.ts'
import type { Context } from '../../settings/index.ts'
import { mayViewWords, mayWriteWords } from './policy.ts'
import { previewWords, testWords } from './preview-words.ts'
import { resetWords, saveWords } from './save-words.ts'
import { listTemplates, viewTemplate } from './view-words.ts'

const tags = ['Settings']
/** Each test is a message to who asks: a few of them in a minute. */
const testLimit: RateLimitOptions = {
  max: 10,
  timeWindow: '1 minute',
  keyGenerator: request => actorOf(request).personId,
}

export const messageTemplateRoutes =
  ({ db, installation }: Context): FastifyPluginAsyncZod =>
  async app => {
    app.get(
      '/message-templates',
      {
        schema: {
          tags,
          summary: 'Messages whose words the account may write itself',
          response: { 200: messageTemplateList },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewWords)
        return inAccount(db, actor.accountId, tx => listTemplates(tx, actor.accountId))
      },
    )

    const one = { tags, params: messageTemplateOf }
    app.get(
      '/message-templates/:name/:language',
      {
        schema: {
          ...one,
          summary: 'The words of one, and all before',
          response: { 200: messageTemplateView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayViewWords)
        const { name, language } = request.params
        const view = await inAccount(db, actor.accountId, tx =>
          viewTemplate(tx, actor.accountId, name, language),
        )
        return reply.header('etag', view.version).send(view)
      },
    )

    app.put(
      '/message-templates/:name/:language',
      {
        schema: {
          ...one,
          summary: 'Write the next version of the words',
          body: messageWords,
          response: { 200: messageTemplateView },
        },
      },
      async (request, reply) => {
        const actor = actorOf(request)
        refuseUnless(actor, mayWriteWords)
        const { name, language } = request.params
        const ifMatch = request.headers['if-match'] ?? null
        const view = await inAccount(db, actor.accountId, async tx => {
          await saveWords(tx, actor, request.params, request.body, ifMatch)
          return viewTemplate(tx, actor.accountId, name, language)
        })
        return reply.header('etag', view.version).send(view)
      },
    )

    app.delete(
      '/message-templates/:name/:language',
      {
        schema: {
          ...one,
          summary: "Go back to Muster's own words; the versions stay",
          response: { 200: messageTemplateView },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayWriteWords)
        const { name, language } = request.params
        return inAccount(db, actor.accountId, async tx => {
          await resetWords(tx, actor, request.params)
          return viewTemplate(tx, actor.accountId, name, language)
        })
      },
    )

    app.post(
      '/message-templates/:name/:language/preview',
      {
        schema: {
          ...one,
          summary: 'How words would look to somebody; nothing is saved',
          body: messageWords,
          response: { 200: messagePreview },
        },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayWriteWords)
        return inAccount(db, actor.accountId, tx =>
          previewWords(tx, installation, actor, request.params, request.body),
        )
      },
    )

    app.post(
      '/message-templates/:name/:language/test',
      {
        schema: {
          ...one,
          summary: 'Send words to yourself by e-mail; nothing is saved',
          body: messageWords,
          response: { 200: messageTestOutcome },
        },
        config: { rateLimit: testLimit },
      },
      async request => {
        const actor = actorOf(request)
        refuseUnless(actor, mayWriteWords)
        return testWords({ db, installation }, actor, request.params, request.body)
      },
    )
  }
