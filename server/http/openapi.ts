import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { OpenAPIV3_1 } from 'openapi-types'
import { z } from 'zod'
import type { Installation } from '../features/settings/index.ts'
import { sessionCookieNameFor } from '../features/sign-in/index.ts'

/** Describes the API from the schemas that validate it: /api/v1/openapi.json, to be read by people at /api. */
export async function registerOpenApi(app: FastifyInstance, installation: Installation): Promise<void> {
  const cookieName = sessionCookieNameFor(installation, { protocol: 'http' })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Muster',
        version: '1',
        description:
          'A company directory that acts on many people at once and knows, person by person, what happened.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: cookieName },
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            description: 'A key of /api/v1/api-keys, which begins with muster_',
          },
        },
      },
      security: [{ session: [] }, { apiKey: [] }],
    },
    transform: ({ route, schema, ...document }) => {
      const { schema: described, url } = jsonSchemaTransform({
        route,
        schema: inlineQuery(schema),
        ...document,
      })
      const isAnonymous = route.config?.anonymous === true
      const holdsSecret = route.config?.holdsSecret === true
      return {
        schema: {
          ...described,
          ...(isAnonymous && { security: [] }),
          ...(route.config?.sessionOnly && { security: [{ session: [] }] }),
          ...(holdsSecret && { [answerNotKept]: true }),
        },
        url,
      }
    },
    transformObject: document => {
      const described = jsonSchemaTransformObject(document) as OpenAPIV3_1.Document
      for (const path of Object.values(described.paths ?? {})) describeCommonParts(path ?? {})
      return described
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/api',
    uiConfig: { url: '/api/v1/openapi.json' },
  })
}

/** The parameters of a query are listed one by one: a schema of its own name cannot be referred to there. */
function inlineQuery(schema: FastifySchema): FastifySchema {
  const { querystring } = schema ?? {}
  return querystring instanceof z.ZodObject ? { ...schema, querystring: z.object(querystring.shape) } : schema
}

/** Says of an operation that it holds a secret. */
const answerNotKept = 'x-answer-not-kept'

const problemResponse: OpenAPIV3_1.ResponseObject = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

/** What every operation has and no route repeats: how it fails, and the key that makes a POST safe to repeat. */
function describeCommonParts(path: OpenAPIV3_1.PathItemObject): void {
  for (const method of ['get', 'post', 'put', 'patch', 'delete'] as const) {
    const operation = path[method]
    if (!operation) continue
    operation.responses = Object.assign(operation.responses ?? {}, { default: problemResponse })
  }
  if (!path.post) return
  const isAnonymous = path.post.security?.length === 0
  const isNotKept = answerNotKept in path.post
  path.post.parameters = [
    ...(path.post.parameters ?? []),
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      schema: { type: 'string', maxLength: 200 },
      description: isAnonymous
        ? 'Accepted and ignored: nobody is signed in whose key it could be.'
        : isNotKept
          ? 'Accepted and ignored: the request or its answer holds a secret, of which nothing is kept.'
          : 'The same key with the same request gives the same answer and acts once; with another request it is refused.',
    },
  ]
}
