import http from 'node:http'
import { admin } from './admin.ts'

export type Answer = { status: number; ms: number; headers: http.IncomingHttpHeaders; text: string }
export type HttpClient = {
  /** @param path from the root, query included. @throws where the answer is not a good one */
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  close(): void
}

/** As a browser does: connections stay open, a cookie goes along. */
export function httpClient(address: string, headers: Record<string, string> = {}): HttpClient {
  const agent = new http.Agent({ keepAlive: true })
  const ask = (method: string, path: string, body?: unknown) =>
    new Promise<Answer>((resolve, reject) => {
      const startedAt = performance.now()
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const type = payload === undefined ? {} : { 'content-type': 'application/json' }
      const request = http.request(
        address + path,
        { method, agent, headers: { ...headers, ...type } },
        response => {
          const chunks: Buffer[] = []
          response.on('data', chunk => chunks.push(chunk))
          response.on('error', reject)
          response.on('end', () => {
            const ms = performance.now() - startedAt
            const status = response.statusCode ?? 0
            const text = Buffer.concat(chunks).toString()
            if (status < 400) resolve({ status, ms, headers: response.headers, text })
            else reject(new Error(`${method} ${path} was answered with ${status}: ${text.slice(0, 500)}`))
          })
        },
      )
      request.on('error', reject)
      request.end(payload)
    })
  return {
    get: path => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    close: () => agent.destroy(),
  }
}

/** Signs the admin of a bench database in. */
export async function signedInClient(address: string): Promise<HttpClient> {
  const stranger = httpClient(address)
  const { email: userName, password } = admin
  const answer = await stranger.post('/api/v1/session', { userName, password })
  stranger.close()
  const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0]
  if (!cookie) throw new Error('Signing in set no cookie.')
  return httpClient(address, { cookie })
}
