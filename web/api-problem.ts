import type { Fault, ProblemDocument } from '../contract/problems.ts'

export type ProblemBody = Partial<ProblemDocument> & { retryAfterSeconds?: number }

/** What the server answered instead of what was asked for; status 0 when nobody answered. */
export class ApiProblem extends Error {
  readonly body: ProblemBody
  readonly status: number
  readonly code: string

  constructor(body: ProblemBody, options?: ErrorOptions) {
    super(body.detail ?? body.title ?? body.code ?? 'problem', options)
    this.body = body
    this.status = body.status ?? 0
    this.code = body.code ?? 'unknown'
  }

  get faults(): Fault[] {
    return this.body.faults ?? []
  }

  /** Whether the same request may succeed later, and must then carry the same idempotency key. */
  get mayBeTriedAgain(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500
  }

  /** Whether what was asked for may have been done: nobody answered, or a proxy in the place of the server. */
  get isOutcomeUnknown(): boolean {
    const isOfServer = this.code !== 'unknown' && this.code !== 'no-answer'
    return isOfServer ? this.code === 'outcome-unknown' : this.status === 0 || this.status >= 500
  }
}
