import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Erasure, ErasureReview } from '../../../contract/erasure.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from './erase-dialog.module.css'

/** Says what goes and what stays, and asks for the name before it does something that cannot be undone. */
export function EraseDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const { t } = useMessages()
  const review = useQuery({
    queryKey: ['erasure', id],
    queryFn: ({ signal }) => api.get<ErasureReview>(`/people/${id}/erasure`, {}, signal),
    staleTime: 0,
  })
  return (
    <Dialog title={t('erasure.title', { name })} name={t('person.erase')} isOpen onClose={onClose}>
      {review.isPending && <SkeletonText lines={6} />}
      {review.isError && <ErrorState error={review.error} onRetry={() => void review.refetch()} />}
      {review.isSuccess && <Asking id={id} review={review.data} onDone={onClose} />}
    </Dialog>
  )
}

function Asking({ id, review, onDone }: { id: string; review: ErasureReview; onDone: () => void }) {
  const { t, ofCode } = useMessages()
  const succeeded = useSuccessBanner()
  const [typed, setTyped] = useState('')
  const erase = useAction((_: null, key) => api.post<Erasure>(`/people/${id}/erasure`, undefined, key), {
    onSuccess: () => {
      void queryClient.invalidateQueries()
      succeeded(t('erasure.done'))
      onDone()
    },
  })
  const { goes, name, whyNot } = review
  const whyDisabled = whyNot
    ? ofCode('fault', whyNot)
    : typed.trim() === name
      ? null
      : t('erasure.name-differs')
  return (
    <Form
      label={t('person.erase')}
      fields={[]}
      problem={erase.error}
      onSubmit={() => erase.mutate(null)}
      footer={
        <Button type="submit" tone="danger" isBusy={erase.isPending} disabledBecause={whyDisabled}>
          {t('erasure.confirm')}
        </Button>
      }
    >
      {whyNot && <Banner tone="warning">{ofCode('fault', whyNot)}</Banner>}
      <p>{t('erasure.for')}</p>
      <div>
        <h3>{t('erasure.goes')}</h3>
        <ul className={styles.goes}>
          <li>{t('erasure.goes.card')}</li>
          <li>{t('erasure.goes.messages', { n: goes.messages })}</li>
          <li>{t('erasure.goes.lines', { n: goes.importLines })}</li>
          <li>{t('erasure.goes.events', { n: goes.events })}</li>
          {goes.hasLogin && <li>{t('erasure.goes.login')}</li>}
        </ul>
      </div>
      <div>
        <h3>{t('erasure.stays')}</h3>
        <p>{t('erasure.stays.words')}</p>
      </div>
      {!whyNot && (
        <TextField
          label={t('erasure.type-name', { name })}
          name="name"
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          isRequired
        />
      )}
    </Form>
  )
}
