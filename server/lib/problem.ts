import type { Permission } from '../../contract/permissions.ts'
import { type Fault, type ProblemCode, problems } from '../../contract/problems.ts'

/**
 * The one error that the product throws on purpose. The handler in http/ turns it into an RFC 9457 document;
 * the command line prints it. Anything else that is thrown is a defect and becomes `internal`.
 */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly status: number
  readonly faults: Fault[] | undefined
  /** What who asked would have to be permitted. */
  readonly needs: Permission | undefined
  /** What stands there now, for who wanted to change something that another had changed. */
  readonly current: unknown
  /** When it is worth asking again. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ProblemCode,
    options: {
      faults?: Fault[]
      needs?: Permission
      detail?: string
      current?: unknown
      retryAfterSeconds?: number
      cause?: unknown
    } = {},
  ) {
    super(options.detail ?? code, { cause: options.cause })
    this.code = code
    this.status = problems[code]
    this.faults = options.faults
    this.needs = options.needs
    this.current = options.current
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** Refuses faulty input with all its faults; does nothing when there are none. @throws Problem faulty-input */
export function refuseFaults(faults: Fault[]): void {
  if (faults.length) throw new Problem('faulty-input', { faults })
}
