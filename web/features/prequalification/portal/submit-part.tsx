import { useState } from 'react'
import type { MyForm } from '../../../../contract/prequalification/submissions.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Badge } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { ErrorState } from '../../../ui/error-state.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useFormWords } from '../use-form-words.ts'
import type { Missing } from './form-parts.ts'
import styles from './my-form.module.css'
import { myFormQuery, myFormsQuery } from './portal-queries.ts'

interface SubmitPartProps {
  form: MyForm
  missing: Missing[]
  onGoTo: (missing: Missing) => void
}

/** What is missing, each a way there; then the confirmations, and the one button. */
export function SubmitPart({ form, missing, onGoTo }: SubmitPartProps) {
  const { t } = useMessages()
  const words = useFormWords()
  const succeeded = useSuccessBanner()
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const solicitor = form.account.name
  const submit = useAction(
    (confirmations: string[], key) =>
      api.post<MyForm>(`/my-forms/${form.id}/submission`, { confirmations }, key),
    {
      onSuccess: submitted => {
        // What is changed on request is confirmed anew.
        setConfirmed(new Set())
        queryClient.setQueryData(myFormQuery(form.id).queryKey, submitted)
        void queryClient.invalidateQueries({ queryKey: myFormsQuery.queryKey })
        succeeded(t('my-forms.submitted-banner', { solicitor }))
      },
    },
  )
  if (!form.mayWrite) return <p>{t('my-forms.locked.words', { solicitor })}</p>

  const [first] = missing
  const unticked = form.form.confirmations.filter(({ id }) => !confirmed.has(id)).length
  const tick = (id: string, isTicked: boolean) =>
    setConfirmed(old => new Set(isTicked ? [...old, id] : [...old].filter(one => one !== id)))
  return (
    <div className={styles.submit}>
      {first ? (
        <>
          <p>{t('my-forms.missing', { n: missing.length })}</p>
          <ul className={styles.missing}>
            {missing.map(({ question, category, why }) => (
              <li key={question.id}>
                <Link href={`/my-forms/${form.id}?part=${category}&question=${question.id}`}>
                  {words.question(question)}
                </Link>
                <Badge tone={why === 'missing' ? 'neutral' : 'warning'}>{t(`my-forms.why.${why}`)}</Badge>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>
          <Badge tone="success">{t('my-forms.complete')}</Badge>
        </p>
      )}
      <fieldset className={styles.confirmations}>
        <legend>{t('my-forms.confirm')}</legend>
        {form.form.confirmations.map(confirmation => (
          <Checkbox
            key={confirmation.id}
            isSelected={confirmed.has(confirmation.id)}
            onChange={isTicked => tick(confirmation.id, isTicked)}
          >
            {words.confirmation(confirmation)}
          </Checkbox>
        ))}
      </fieldset>
      {submit.error && <ErrorState error={submit.error} kept={t('my-forms.kept')} />}
      <div>
        {first ? (
          <Button tone="primary" onPress={() => onGoTo(first)}>
            {t('my-forms.go-to-missing', { n: missing.length })}
          </Button>
        ) : (
          <Button
            tone="primary"
            isBusy={submit.isPending}
            disabledBecause={unticked ? t('my-forms.unticked', { n: unticked }) : null}
            onPress={() => submit.mutate([...confirmed])}
          >
            {t('my-forms.submit')}
          </Button>
        )}
      </div>
    </div>
  )
}
