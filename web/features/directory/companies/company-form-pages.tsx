import { useNavigate, useParams } from '@tanstack/react-router'
import type { CompanyCard, CompanyInput } from '../../../../contract/companies.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { FailedPage } from '../../../shell/failed-page.tsx'
import { NotFound } from '../../../shell/not-found.tsx'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { Link } from '../../../ui/link.tsx'
import { PageHeader } from '../../../ui/page-header.tsx'
import { SkeletonText } from '../../../ui/skeleton.tsx'
import { useAction } from '../../../use-action.ts'
import { useOpened } from '../../../use-opened.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useMay } from '../../sign-in/session.ts'
import styles from '../person-page.module.css'
import { CompanyForm } from './company-form.tsx'
import { companyCard } from './company-queries.ts'

const NEW: CompanyInput = {
  name: '',
  trades: [],
  phone: null,
  email: null,
  website: null,
  address: null,
  city: null,
}

export function AddCompanyPage() {
  return useMay()('companies.create-and-edit') ? <CompanyEditor /> : <NotFound />
}

export function EditCompanyPage() {
  const { id } = useParams({ from: '/signed-in/companies/$id/edit' })
  const card = useOpened(companyCard(id))
  if (card.isPending) return <SkeletonText lines={8} />
  if (card.isError) return <FailedPage error={card.error} onRetry={() => void card.refetch()} />
  return card.data.may.edit ? <CompanyEditor key={id} company={card.data} /> : <NotFound />
}

function CompanyEditor({ company }: { company?: CompanyCard }) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const succeeded = useSuccessBanner()
  const save = useAction(
    // The version that was read goes along: a change made meanwhile by somebody else is not overwritten unseen.
    (input: CompanyInput, key) =>
      company
        ? api.patch<CompanyCard>(`/companies/${company.id}`, input, company.version)
        : api.post<CompanyCard>('/companies', input, key),
    {
      onSuccess: async saved => {
        succeeded(t(company ? 'person.saved' : 'person.added', { name: saved.name }))
        void queryClient.invalidateQueries({ queryKey: ['companies'] })
        void queryClient.invalidateQueries({ queryKey: ['people'] })
        await navigate({ to: '/companies/$id', params: { id: saved.id } })
      },
    },
  )
  const title = company ? t('person.edit-title', { name: company.name }) : t('company.add')
  return (
    <div className={styles.form}>
      <PageHeader title={title} />
      <CompanyForm
        label={title}
        first={company ? asInput(company) : NEW}
        {...(company && { id: company.id })}
        problem={save.error}
        onSubmit={input => save.mutate(input)}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={save.isPending}>
              {t(company ? 'person.save' : 'company.add')}
            </Button>
            <Link href={company ? `/companies/${company.id}` : '/directory/companies'} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      />
    </div>
  )
}

const asInput = ({ name, trades, phone, email, website, address, city }: CompanyCard): CompanyInput => ({
  name,
  trades,
  phone,
  email,
  website,
  address,
  city,
})
