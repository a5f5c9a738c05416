import { ApiProblem, type ProblemBody } from './api-problem.ts'

const ROOT = '/api/v1'

export type Query = Record<string, string | number | boolean | null | undefined>

/** Thin, typed `fetch` over the API. Every failure is thrown as an `ApiProblem`, also when nobody answers. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    answerOf<T>(path + asSearch(query), { method: 'GET', ...(signal && { signal }) }),

  /** @param key the idempotency key; give the same one when the same action is tried again */
  post: <T>(path: string, body?: unknown, key: string = crypto.randomUUID(), etag?: string) =>
    answerOf<T>(path, withBody('POST', body, { 'Idempotency-Key': key, ...(etag && { 'If-Match': etag }) })),

  /** A file as it is, as the body: the server reads it while it comes. */
  upload: <T>(path: string, file: Blob, query: Query, key: string) =>
    answerOf<T>(path + asSearch(query), {
      method: 'POST',
      headers: { 'Idempotency-Key': key, 'Content-Type': 'text/csv' },
      body: file,
    }),

  put: <T>(path: string, body: unknown, etag?: string) =>
    answerOf<T>(path, withBody('PUT', body, etag ? { 'If-Match': etag } : {})),

  patch: <T>(path: string, body: unknown, etag?: string) =>
    answerOf<T>(path, withBody('PATCH', body, etag ? { 'If-Match': etag } : {})),

  delete: <T>(path: string) => answerOf<T>(path, { method: 'DELETE' }),

  /** Where a link or an event stream finds the resource. */
  url: (path: string, query?: Query) => ROOT + path + asSearch(query),
}

function withBody(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { method, headers }
  return { method, headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

async function answerOf<T>(path: string, init: RequestInit): Promise<T> {
  let response: Response
  try {
    response = await fetch(ROOT + path, { ...init, credentials: 'same-origin' })
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new ApiProblem({ code: 'no-answer', status: 0, title: 'No answer' }, { cause })
  }
  const type = response.headers.get('content-type') ?? ''
  const body: unknown = type.includes('json')
    ? await response.json().catch(() => null)
    : await response.text()
  if (response.ok) return body as T
  throw problemIn(body, response)
}

/** What was answered instead, as it is thrown. */
export const problemIn = (body: unknown, { status, statusText }: { status: number; statusText: string }) =>
  new ApiProblem({ title: statusText, ...asProblem(body), status })

const asProblem = (body: unknown): ProblemBody =>
  body && typeof body === 'object' ? (body as ProblemBody) : { code: 'unknown' }

function asSearch(query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value))
  }
  return search.size ? `?${search}` : ''
}
