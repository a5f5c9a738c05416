import type { z } from 'zod'
import type { Fault } from '../../contract/problems.ts'

type Issue = z.core.$ZodIssue

/** The reasons that a schema can give; words in locales/ under `fault.<reason>`. */
export const schemaFaultReasons = [
  'required',
  'wrong-type',
  'too-short',
  'too-long',
  'too-small',
  'too-large',
  'too-few',
  'too-many',
  'not-a-choice',
  'not-an-id',
  'unknown-field',
  'malformed',
] as const
type Reason = (typeof schemaFaultReasons)[number]

/**
 * All that a schema found wrong, each with its place.
 *
 * @param error of a parse with `reportInput`, without which what is missing counts as of a wrong type
 * @param at where the judged value stands in the input
 */
export function faultsOf(error: z.core.$ZodError, at: Fault['path'] = []): Fault[] {
  return error.issues.flatMap(issue => faultsOfIssue(issue, at))
}

function faultsOfIssue(issue: Issue, at: Fault['path']): Fault[] {
  const path = [...at, ...issue.path.map(part => (typeof part === 'number' ? part : String(part)))]
  const fault = (reason: Reason, detail?: Fault['detail']): Fault[] => [
    detail ? { path, reason, detail } : { path, reason },
  ]
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return fault('required')
      return fault('wrong-type', { expected: issue.expected })
    case 'too_small':
      if (issue.origin === 'string') {
        return issue.minimum === 1 ? fault('required') : fault('too-short', { least: Number(issue.minimum) })
      }
      return fault(isCounted(issue.origin) ? 'too-few' : 'too-small', { least: Number(issue.minimum) })
    case 'too_big':
      if (issue.origin === 'string') return fault('too-long', { most: Number(issue.maximum) })
      return fault(isCounted(issue.origin) ? 'too-many' : 'too-large', { most: Number(issue.maximum) })
    case 'invalid_value':
      return issue.input === undefined
        ? fault('required')
        : fault('not-a-choice', { choices: issue.values.join(', ') })
    case 'invalid_format':
      return fault(issue.format === 'uuid' ? 'not-an-id' : 'malformed')
    case 'unrecognized_keys':
      return issue.keys.map(key => ({ path: [...path, key], reason: 'unknown-field' satisfies Reason }))
    case 'invalid_union':
      return (
        nearest(issue.errors.map(issues => issues.flatMap(each => faultsOfIssue(each, path)))) ??
        fault('malformed')
      )
    case 'invalid_element':
      return issue.issues.flatMap(each => faultsOfIssue(each, path))
    case 'custom': {
      // A rule of our own says by itself what it found.
      const reason: unknown = issue.params?.reason
      return typeof reason === 'string' ? [{ path, reason }] : fault('malformed')
    }
    default:
      return fault('malformed')
  }
}

const isCounted = (origin: string) => origin === 'array' || origin === 'set' || origin === 'map'

/** Of the alternatives of a union, the one that the input misses least. */
function nearest(alternatives: Fault[][]): Fault[] | undefined {
  return alternatives.filter(faults => faults.length > 0).sort((a, b) => a.length - b.length)[0]
}
