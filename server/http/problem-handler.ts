import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ProblemCode, ProblemDocument } from '../../contract/problems.ts'
import { CommitUnheard } from '../db/connect.ts'
import { isDatabaseAway } from '../db/database-away.ts'
import type { Installation } from '../features/settings/index.ts'
import { errorFields } from '../lib/log.ts'
import { Problem } from '../lib/problem.ts'
import { isUnstorableText } from './database-errors.ts'
import { problemTitle, wordsInEnglish } from './problem-words.ts'
import { routePattern } from './request-log.ts'

/** How soon it is worth asking again, when a problem passes by itself. */
const retryAfterSeconds = 2

/** Turns whatever is thrown into an RFC 9457 document, and logs what is our own fault, once. */
export function answerProblems(app: FastifyInstance, installation: Installation): void {
  app.decorate('problemsUrl', `${installation.publicUrl}/docs/problems/`)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request)
    if (problem.status >= 500) logDefect(request, error)
    return sendProblem(reply, problem)
  })
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const document: ProblemDocument = {
    type: reply.server.problemsUrl + problem.code,
    title: problemTitle(problem.code),
    status: problem.status,
    code: problem.code,
    ...(problem.message !== problem.code && { detail: problem.message }),
    ...(problem.needs && { detail: wordsInEnglish(`needs.${problem.needs}`), needs: problem.needs }),
    ...(problem.faults && { faults: problem.faults }),
    ...(problem.current !== undefined && { current: problem.current }),
  }
  if ((problem.status === 503 || problem.status === 429) && !reply.hasHeader('retry-after')) {
    reply.header('retry-after', problem.retryAfterSeconds ?? retryAfterSeconds)
  }
  reply.problem = problem.code
  // As text: the schema that the route has for this status describes other answers.
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(document))
}

/** Of a request that only looks nothing can be in doubt. */
export const outcomeUnknownOr = (code: ProblemCode, { method }: FastifyRequest): ProblemCode =>
  method === 'GET' || method === 'HEAD' ? code : 'outcome-unknown'

function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (error instanceof CommitUnheard)
    return new Problem(outcomeUnknownOr('unavailable', request), { cause: error })
  if (isDatabaseAway(error)) return new Problem('unavailable', { cause: error })
  if (isUnstorableText(error))
    return new Problem('malformed-request', { detail: 'Text holds a NUL character.' })
  if (error.statusCode === 413) return new Problem(isForm(request) ? 'request-too-large' : 'file-too-large')
  if (error.statusCode === 429) return new Problem('too-many-attempts')
  // Fastify's own refusals of a body: no JSON, a media type that nobody reads.
  if (error.statusCode && error.statusCode < 500)
    return new Problem('malformed-request', { detail: error.message })
  return new Problem('internal', { cause: error })
}

/** What people fill in, and no file: of its kind are all that raise no limit for what they take. */
const isForm = ({ headers, routeOptions, server }: FastifyRequest): boolean =>
  /^application\/json\b/.test(headers['content-type'] ?? '') &&
  routeOptions.bodyLimit === server.initialConfig.bodyLimit

function logDefect(request: FastifyRequest, error: FastifyError): void {
  const cause = error instanceof Problem && error.cause instanceof Error ? error.cause : error
  const at = { method: request.method, route: routePattern(request) }
  request.log.error({ ...at, ...errorFields(cause) }, 'could not answer')
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Where the pages about problems begin. */
    problemsUrl: string
  }
}
