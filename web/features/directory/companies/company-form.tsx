import { type ReactNode, useState } from 'react'
import type { CompanyInput } from '../../../../contract/companies.ts'
import type { ApiProblem } from '../../../api-problem.ts'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import styles from '../person-page.module.css'
import { LikelySame } from './likely-same.tsx'

const FIELDS = ['name', 'trades', 'phone', 'email', 'website', 'address', 'city']

interface CompanyFormProps {
  label: string
  first: CompanyInput
  /** The company that is edited; none while adding. */
  id?: string
  problem: ApiProblem | null
  onSubmit: (input: CompanyInput) => void
  footer: ReactNode
}

/** A company as added or edited; what it may already be here is shown while its name is typed. */
export function CompanyForm({ label, first, id, problem, onSubmit, footer }: CompanyFormProps) {
  const { t } = useMessages()
  const [input, setInput] = useState(first)
  const [trades, setTrades] = useState(first.trades.join(', '))
  const faults = useFaults(problem)
  const field = (name: 'phone' | 'email' | 'website' | 'address' | 'city') => ({
    name,
    value: input[name] ?? '',
    onChange: (value: string) => setInput(old => ({ ...old, [name]: value })),
    errors: faults.of(name),
  })
  const submit = () => {
    const orNull = (text: string | null) => text?.trim() || null
    onSubmit({
      name: input.name,
      trades: trades
        .split(/[,;\n]/)
        .map(trade => trade.trim())
        .filter(Boolean),
      phone: orNull(input.phone),
      email: orNull(input.email),
      website: orNull(input.website),
      address: orNull(input.address),
      city: orNull(input.city),
    })
  }
  return (
    <Form label={label} fields={FIELDS} problem={problem} onSubmit={submit} footer={footer}>
      <TextField
        label={t('company.name')}
        name="name"
        value={input.name}
        onChange={name => setInput(old => ({ ...old, name }))}
        errors={faults.of('name')}
        isRequired
        autoFocus
      />
      <LikelySame name={input.name} unless={first.name} exceptId={id} />
      <TextField
        label={t('company.trades')}
        name="trades"
        description={t('company.trades.hint')}
        value={trades}
        onChange={setTrades}
        errors={faults.of('trades')}
      />
      <div className={styles.columns}>
        <TextField {...field('phone')} label={t('person.phone')} type="tel" />
        <TextField {...field('email')} label={t('person.email')} type="email" />
      </div>
      <TextField {...field('website')} label={t('company.website')} type="url" />
      <div className={styles.columns}>
        <TextField {...field('address')} label={t('company.address')} />
        <TextField {...field('city')} label={t('company.city')} />
      </div>
    </Form>
  )
}
