import type { Fault } from '../../contract/problems.ts'
import type { ApiProblem } from '../api-problem.ts'
import { useMessages } from './i18n/messages.tsx'

/** The words of all faults of an answer, by the field that they belong to. */
export function useFaults(problem: ApiProblem | null) {
  const { ofCode, t } = useMessages()
  const faults = problem?.faults ?? []
  const words = (fault: Fault) => ofCode('fault', fault.reason, fault.detail ?? {}, t('fault.unknown'))
  return {
    of: (field: string): string[] => faults.filter(({ path }) => path[0] === field).map(words),
    elsewhere: (fields: readonly string[]): string[] =>
      faults.filter(({ path }) => !fields.includes(String(path[0]))).map(words),
  }
}
