import type { FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'
import { faultsOf } from '../lib/faults-of.ts'
import { Problem } from '../lib/problem.ts'

/** Judges a part of a request by its schema; what is wrong is a Problem with all its faults. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (input: unknown) => {
    const judged = z.safeParse(schema, input, { reportInput: true })
    return judged.success ? { value: judged.data } : { error: problemOf(httpPart, judged.error) }
  }

function problemOf(part: string | undefined, error: z.core.$ZodError): Problem {
  const faults = faultsOf(error)
  if (part === 'body') return new Problem('faulty-input', { faults })
  // What cannot be an id is the id of nothing.
  if (part === 'params') return new Problem('not-found')
  return new Problem('malformed-request', { faults })
}
