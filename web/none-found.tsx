import type { ReactNode } from 'react'
import { Button } from './ui/button.tsx'
import { EmptyState } from './ui/empty-state.tsx'
import { useMessages } from './ui/i18n/messages.tsx'

interface NoneFoundProps {
  icon: ReactNode
  title: string
  onClear: () => void
  children?: ReactNode
}

/** A list that is empty by its filters alone: they can be cleared. */
export function NoneFound({ icon, title, onClear, children }: NoneFoundProps) {
  const { t } = useMessages()
  return (
    <EmptyState
      icon={icon}
      title={title}
      action={<Button onPress={onClear}>{t('directory.none.clear')}</Button>}
    >
      {children}
    </EmptyState>
  )
}
