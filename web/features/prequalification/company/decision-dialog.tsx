import { useState } from 'react'
import type {
  DecisionInput,
  PrequalificationView,
} from '../../../../contract/prequalification/prequalifications.ts'
import type { QualificationStatus } from '../../../../contract/prequalification/statuses.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Select } from '../../../ui/select.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { plainNumber } from '../answers/typed-answer.ts'
import { prequalificationOf, prequalificationsKey } from '../prequalification-queries.ts'
import styles from './company.module.css'

const STATUSES = [
  'qualified',
  'qualified_with_exceptions',
  'not_qualified',
  'not_assigned',
] as const satisfies QualificationStatus[]
const FIELDS = ['status', 'expiresOn', 'singleProjectLimit', 'aggregateLimit', 'exceptions', 'notes'] as const

/** *Finalize Qualification*: what the status needs is asked, and all that is wrong is told at once. */
export function DecisionDialog({ view, onClose }: { view: PrequalificationView; onClose: () => void }) {
  const { t, locale } = useMessages()
  const succeeded = useSuccessBanner()
  const [typed, setTyped] = useState(() => asTyped(view))
  const decide = useAction(
    (input: DecisionInput, key) =>
      api.post<PrequalificationView>(
        `/prequalifications/${view.company.id}/decisions`,
        input,
        key,
        view.version,
      ),
    {
      onSuccess: decided => {
        queryClient.setQueryData(prequalificationOf(view.company.id).queryKey, decided)
        void queryClient.invalidateQueries({ queryKey: prequalificationsKey })
        succeeded(
          t('prequalification.decided', {
            company: view.company.name,
            status: t(`prequalification.status.${decided.decided}`),
          }),
        )
        onClose()
      },
      // Another was faster: what they did is shown behind, and the next try is over it.
      onProblem: () => void queryClient.invalidateQueries({ queryKey: prequalificationsKey }),
    },
  )
  const faults = useFaults(decide.error)
  const qualifies = typed.status === 'qualified' || typed.status === 'qualified_with_exceptions'
  const field = (name: Exclude<(typeof FIELDS)[number], 'status'>) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
  })
  const amountOf = (value: string) => (value.trim() ? plainNumber(value, locale) : null)

  return (
    <Dialog title={t('prequalification.finalize')} isOpen onClose={onClose}>
      <Form
        label={t('prequalification.finalize')}
        fields={FIELDS}
        problem={decide.error}
        onSubmit={() =>
          decide.mutate({
            status: typed.status,
            expiresOn: qualifies ? typed.expiresOn || null : null,
            singleProjectLimit: qualifies ? amountOf(typed.singleProjectLimit) : null,
            aggregateLimit: qualifies ? amountOf(typed.aggregateLimit) : null,
            exceptions: typed.status === 'qualified_with_exceptions' ? typed.exceptions.trim() || null : null,
            notes: typed.notes.trim() || null,
          })
        }
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={decide.isPending}>
              {t('prequalification.finalize.confirm')}
            </Button>
            <Button onPress={onClose}>{t('ui.form.cancel')}</Button>
          </>
        }
      >
        <Select
          label={t('prequalifications.status')}
          value={typed.status}
          options={STATUSES.map(value => ({ value, label: t(`prequalification.status.${value}`) }))}
          onChange={status => setTyped(old => ({ ...old, status: status as QualificationStatus }))}
          errors={faults.of('status')}
        />
        {qualifies && (
          <>
            <TextField
              {...field('expiresOn')}
              label={t('prequalification.expires-on')}
              type="date"
              isRequired
            />
            <div className={styles.amounts}>
              <TextField
                {...field('singleProjectLimit')}
                label={t('prequalification.single-limit')}
                inputMode="decimal"
                isRequired
              />
              <TextField
                {...field('aggregateLimit')}
                label={t('prequalification.aggregate-limit')}
                inputMode="decimal"
                isRequired
              />
            </div>
          </>
        )}
        {typed.status === 'qualified_with_exceptions' && (
          <TextField {...field('exceptions')} label={t('prequalification.exceptions')} rows={3} isRequired />
        )}
        <TextField {...field('notes')} label={t('prequalification.notes')} rows={2} />
      </Form>
    </Dialog>
  )
}

const asTyped = ({ decision }: PrequalificationView) => ({
  status: (decision?.status ?? 'qualified') as QualificationStatus,
  expiresOn: decision?.expiresOn ?? '',
  singleProjectLimit: decision?.singleProjectLimit ?? '',
  aggregateLimit: decision?.aggregateLimit ?? '',
  exceptions: decision?.exceptions ?? '',
  notes: decision?.notes ?? '',
})
