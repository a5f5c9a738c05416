import { ApiProblem } from '../api-problem.ts'
import { ErrorState } from '../ui/error-state.tsx'
import { NotFound } from './not-found.tsx'

/** A page that could not be loaded: from what is not there one is led on, all else can be tried again. */
export function FailedPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isNotThere = error instanceof ApiProblem && error.code === 'not-found'
  return isNotThere ? <NotFound /> : <ErrorState error={error} onRetry={onRetry} />
}
