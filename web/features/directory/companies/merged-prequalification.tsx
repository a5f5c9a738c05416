import type { MergeReview } from '../../../../contract/companies.ts'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RadioGroup } from '../../../ui/radio-group.tsx'

interface MergedPrequalificationProps {
  review: MergeReview
  /** The company whose prequalification goes on, where somebody said so. */
  chosen: string | null
  onChoose: (companyId: string) => void
}

/** What becomes of the prequalifications of two companies that are one. Where both have one, somebody may say which goes on. */
export function MergedPrequalification({ review, chosen, onChoose }: MergedPrequalificationProps) {
  const { t } = useMessages()
  const { items, goesOn } = review.prequalification
  const words = ({ company, status, expiresOn, formState }: (typeof items)[number]) =>
    t('company.merge.prequalification.of', {
      name: company.name,
      status: t(`prequalification.status.${status}`),
      hasDay: String(expiresOn !== null),
      day: expiresOn ? new Date(`${expiresOn}T12:00`) : new Date(),
      form: t(`prequalification.form.${formState}`),
    })
  const [only] = items
  if (!only) return null
  if (items.length === 1)
    return only.company.id === review.from.id ? (
      <p>{t('company.merge.prequalification.goes-along', { what: words(only) })}</p>
    ) : null
  return (
    <>
      <RadioGroup
        label={t('company.merge.prequalification.which')}
        isRequired
        value={chosen ?? goesOn ?? only.company.id}
        options={items.map(item => ({ value: item.company.id, label: words(item) }))}
        onChange={onChoose}
      />
      <p>{t('company.merge.prequalification.other')}</p>
    </>
  )
}
