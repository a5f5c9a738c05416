import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMay } from '../features/sign-in/session.ts'
import { useMessages } from '../ui/i18n/messages.tsx'
import { SearchField } from '../ui/search-field.tsx'
import styles from './top-bar.module.css'

/** Finds people from anywhere; `/` and Ctrl K lead here. */
export function TopSearch() {
  const { t } = useMessages()
  const navigate = useNavigate()
  const seesDetail = useMay()('directory.view-user-detail')
  const input = useRef<HTMLInputElement>(null)
  const { pathname, search } = useRouterState({ select: state => state.location })
  const isOnList = pathname === '/directory/users'
  const q = isOnList ? ((search as { q?: string }).q ?? '') : ''

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).closest('input, textarea, select, [contenteditable]')
      const isCommandK = (event.ctrlKey || event.metaKey) && event.key === 'k'
      if (!isCommandK && (event.key !== '/' || isTyping)) return
      event.preventDefault()
      input.current?.focus()
      input.current?.select()
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])

  return (
    <div className={styles.search}>
      <SearchField
        label={t('search.label')}
        placeholder={t(seesDetail ? 'search.placeholder' : 'search.placeholder.names')}
        value={q}
        inputRef={input}
        onSearch={next => {
          const q = next || undefined
          const list = { to: '/directory/$tab', params: { tab: 'users' } } as const
          return isOnList
            ? navigate({
                ...list,
                from: '/directory/$tab',
                search: old => ({ ...old, q, cursor: undefined, from: undefined }),
                replace: true,
              })
            : navigate({ ...list, search: { q } })
        }}
      />
    </div>
  )
}
