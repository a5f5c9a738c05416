import { useNavigate } from '@tanstack/react-router'
import { ApiProblem } from './api-problem.ts'
import { Button } from './ui/button.tsx'
import { EmptyState } from './ui/empty-state.tsx'
import { ErrorState } from './ui/error-state.tsx'
import { useMessages } from './ui/i18n/messages.tsx'

interface ListErrorProps {
  error: unknown
  onRetry: () => void
}

/** Why a page of a list is not shown. Where its address names none, as a mistyped one does, the first one is offered. */
export function ListError({ error, onRetry }: ListErrorProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const isNoPage = error instanceof ApiProblem && error.faults.some(({ path }) => path[0] === 'cursor')
  if (!isNoPage) return <ErrorState error={error} onRetry={onRetry} />
  const begin = () =>
    void navigate({
      to: '.',
      search: (old: object) => ({ ...old, cursor: undefined, from: undefined }),
      replace: true,
    })
  return (
    <EmptyState
      title={t('fault.not-a-page')}
      action={<Button onPress={begin}>{t('ui.pages.to-first')}</Button>}
    />
  )
}
