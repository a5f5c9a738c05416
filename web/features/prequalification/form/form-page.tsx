import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { diffForms } from '../../../../contract/prequalification/form-diff.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useWhyNot } from '../../sign-in/session.ts'
import styles from '../company/company.module.css'
import { FormChanges } from './form-changes.tsx'
import { FormPreview } from './form-preview.tsx'
import { type FormAnswer, formQuery } from './form-queries.ts'
import { FormQuestions } from './form-questions.tsx'
import { FormVersions } from './form-versions.tsx'
import { PublishDialog } from './publish-dialog.tsx'

/** The form that companies fill in: as it is published, and the draft of what it becomes. */
export function FormPage() {
  const form = useQuery(formQuery)
  if (form.isPending) return <SkeletonText lines={8} />
  if (form.isError) return <FailedPage error={form.error} onRetry={() => void form.refetch()} />
  return <Editor answer={form.data} />
}

function Editor({ answer }: { answer: FormAnswer }) {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  const navigate = useNavigate()
  const { view = answer.mayEdit ? 'edit' : 'preview' } = useSearch({
    from: '/signed-in/prequalifications/form',
  })
  const [isPublishing, setPublishing] = useState(false)
  const { published, draft, mayEdit } = answer
  const current = draft ?? published
  const changes = draft ? diffForms(published.form, draft.form) : []
  const discard = useAction(() => api.delete('/prequalification-form/draft'), {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: formQuery.queryKey }),
  })
  const noDraft = draft ? null : t('form-editor.no-draft')
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('form-editor.title')}
        actions={
          <>
            <Button
              disabledBecause={whyNot.without('prequalifications.administer') ?? noDraft}
              isBusy={discard.isPending}
              onPress={() => discard.mutate(undefined)}
            >
              {t('form-editor.discard')}
            </Button>
            <Button
              tone="primary"
              disabledBecause={whyNot.without('prequalifications.administer') ?? noDraft}
              onPress={() => setPublishing(true)}
            >
              {t('form-editor.publish')}
            </Button>
          </>
        }
      >
        <p className={styles.under}>
          {t('form-editor.version', { version: published.version })}
          {draft && <Badge tone="waiting">{t('form-editor.draft', { n: changes.length })}</Badge>}
        </p>
      </PageHeader>
      {discard.error && <ErrorState error={discard.error} />}
      <RadioGroup
        label={t('form-editor.view')}
        isRequired
        value={view}
        options={(mayEdit
          ? (['edit', 'preview', 'changes', 'versions'] as const)
          : (['preview', 'versions'] as const)
        ).map(value => ({
          value,
          label: t(`form-editor.view.${value}`),
        }))}
        onChange={next =>
          void navigate({ to: '/prequalifications/form', search: { view: next as typeof view } })
        }
      />
      {view === 'edit' && mayEdit && (
        <FormQuestions form={current.form} published={published.form} revision={draft?.revision ?? 0} />
      )}
      {view === 'preview' && <FormPreview key={current.revision} form={current.form} />}
      {view === 'changes' && <FormChanges before={published.form} after={current.form} changes={changes} />}
      {view === 'versions' && <FormVersions />}
      {isPublishing && draft && (
        <PublishDialog
          before={published.form}
          draft={draft}
          changes={changes}
          onClose={() => setPublishing(false)}
        />
      )}
    </div>
  )
}
