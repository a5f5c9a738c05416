import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiProblem } from './api-problem.ts'

interface Attempt {
  of: string
  key: string
}

/**
 * A mutation whose idempotency key stays the same while the same input is tried again after no answer or a server
 * fault, so that pressing twice does the thing once. A new input, a refusal and a success each end the attempt.
 */
export function useAction<Input, Answer>(
  act: (input: Input, idempotencyKey: string) => Promise<Answer>,
  after: {
    onSuccess?: (answer: Answer, input: Input) => unknown
    onProblem?: (problem: ApiProblem, input: Input) => unknown
  } = {},
): UseMutationResult<Answer, ApiProblem, Input> {
  const attempt = useRef<Attempt | null>(null)
  return useMutation<Answer, ApiProblem, Input>({
    mutationFn: input => {
      const of = JSON.stringify(input) ?? ''
      if (attempt.current?.of !== of) attempt.current = { of, key: crypto.randomUUID() }
      return act(input, attempt.current.key)
    },
    onSuccess: (answer, input) => {
      attempt.current = null
      return after.onSuccess?.(answer, input)
    },
    onError: (problem, input) => {
      if (!(problem instanceof ApiProblem && problem.mayBeTriedAgain)) attempt.current = null
      after.onProblem?.(problem, input)
    },
  })
}
