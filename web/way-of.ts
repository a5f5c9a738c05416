import { redirect } from '@tanstack/react-router'
import { ApiProblem } from './api-problem.ts'

/** Where somebody is led who cannot be let in here; what is no refusal stays what it is. */
export function wayOf(problem: unknown, next: string) {
  if (!(problem instanceof ApiProblem)) return problem
  if (problem.status === 401) return redirect({ to: '/sign-in', search: { next } })
  if (problem.code === 'user-of-no-account') return redirect({ to: '/installation/accounts' })
  if (problem.code === 'account-suspended') return redirect({ to: '/suspended' })
  return problem
}
