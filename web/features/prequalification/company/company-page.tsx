import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { PrequalificationView } from '../../../../contract/prequalification/prequalifications.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { Select } from '../../../ui/select.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import { FormStateBadge, StatusBadge } from '../form-state-badge.tsx'
import { prequalificationOf } from '../prequalification-queries.ts'
import styles from './company.module.css'
import { DecisionDialog } from './decision-dialog.tsx'
import { DecisionPane } from './decision-pane.tsx'
import { HistoryPane } from './history-pane.tsx'
import { RespondentsPane } from './respondents-pane.tsx'
import { SubmissionPane } from './submission-pane.tsx'

/** One company: its decision, who answers for it, what it answered, and all that happened. */
export function CompanyPage() {
  const { id } = useParams({ from: '/signed-in/prequalifications/$id' })
  const view = useQuery(prequalificationOf(id))
  if (view.isPending) return <SkeletonText lines={8} />
  if (view.isError) return <FailedPage error={view.error} onRetry={() => void view.refetch()} />
  return <Company view={view.data} />
}

function Company({ view }: { view: PrequalificationView }) {
  const { t } = useMessages()
  const whyNot = useWhyNot()
  const navigate = useNavigate()
  const { round } = useSearch({ from: '/signed-in/prequalifications/$id' })
  const [isDeciding, setDeciding] = useState(false)
  const { company, forms } = view
  const shown = forms.find(form => String(form.round) === round) ?? forms[0]
  return (
    <div className={styles.page}>
      <PageHeader
        title={company.name}
        actions={
          <Button
            tone="primary"
            disabledBecause={whyNot.ofAnswer(view.may.decide)}
            onPress={() => setDeciding(true)}
          >
            {t('prequalification.finalize')}
          </Button>
        }
      >
        <p className={styles.under}>
          <StatusBadge status={view.status} />
          {view.form && <FormStateBadge state={view.form.state} />}
          <span>{company.trades.join(' · ')}</span>
        </p>
      </PageHeader>
      <div className={styles.panes}>
        <div className={styles.column}>
          {shown && (
            <>
              {forms.length > 1 && (
                <Select
                  label={t('prequalification.round')}
                  value={String(shown.round)}
                  options={forms.map(form => ({
                    value: String(form.round),
                    label: t('prequalification.round.choice', {
                      round: form.round,
                      version: form.formVersion,
                      state: t(`prequalification.form.${form.state}`),
                    }),
                  }))}
                  onChange={next =>
                    void navigate({
                      to: '/prequalifications/$id',
                      params: { id: company.id },
                      search: { round: next },
                    })
                  }
                />
              )}
              <SubmissionPane
                key={shown.id}
                formId={shown.id}
                may={view.may}
                isCurrent={shown.id === view.form?.id}
              />
            </>
          )}
        </div>
        <div className={styles.column}>
          <DecisionPane view={view} />
          <RespondentsPane view={view} />
          <HistoryPane view={view} />
        </div>
      </div>
      {isDeciding && <DecisionDialog view={view} onClose={() => setDeciding(false)} />}
    </div>
  )
}
