import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { MessageTemplateName, MessageTemplateView } from '../../../../contract/message-templates.ts'
import { LeaveGuard } from '../../../leave-guard.tsx'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { LANGUAGE_NAMES, LANGUAGES } from '../../../ui/i18n/language.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { Tabs } from '../../../ui/tabs.tsx'
import { useOpened } from '../../../use-opened.ts'
import { MessageForm } from './message-form.tsx'
import { MessagePreviewPane, usePreview } from './message-preview.tsx'
import { MessageVariables } from './message-variables.tsx'
import { MessageVersions } from './message-versions.tsx'
import styles from './messages.module.css'
import { messageTemplateQuery } from './messages-query.ts'

/** The words of one message in one language: writing, looking, trying, and what they were before. */
export function MessagePage() {
  const { t, ofCode } = useMessages()
  const { name, language } = useParams({ from: '/signed-in/settings/messages/$name/$language' })
  const view = useOpened(messageTemplateQuery(name as MessageTemplateName, language))
  if (view.isPending) return <SkeletonText lines={8} />
  if (view.isError) return <FailedPage error={view.error} onRetry={() => void view.refetch()} />
  return (
    <>
      <PageHeader title={ofCode('messages.of', name)}>
        <Link href="/settings/messages" look="subtle">
          {t('messages.title')}
        </Link>
      </PageHeader>
      <Tabs
        label={t('messages.language')}
        tabs={LANGUAGES.map(id => ({
          id,
          label: LANGUAGE_NAMES[id],
          href: `/settings/messages/${name}/${id}`,
        }))}
        current={language}
      >
        <Editor key={`${name} ${language}`} first={view.data} />
      </Tabs>
    </>
  )
}

/** @param first as it stood when it was opened: what is saved is told apart from it, whoever changes it meanwhile */
function Editor({ first }: { first: MessageTemplateView }) {
  const { t } = useMessages()
  const [view, setView] = useState(first)
  const [typed, setTyped] = useState(first.words)
  const preview = usePreview(view)
  const isUnsaved = () => JSON.stringify(typed) !== JSON.stringify(view.words)
  return (
    <div className={styles.editor}>
      <LeaveGuard
        isHeld={isUnsaved}
        isHeldByBrowser={isUnsaved}
        title={t('ui.leave')}
        go={t('ui.leave.go')}
        stay={t('ui.leave.stay')}
      >
        {t('ui.leave.words')}
      </LeaveGuard>
      <MessageForm
        {...{ view, typed }}
        isSame={!isUnsaved()}
        onView={setView}
        onChange={setTyped}
        onShow={() => preview.mutate(typed)}
      />
      <aside className={styles.beside}>
        <MessageVariables names={view.variables} />
        <MessagePreviewPane {...{ preview, typed }} />
        <MessageVersions versions={view.versions} onTake={setTyped} />
      </aside>
    </div>
  )
}
