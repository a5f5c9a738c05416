import { useQuery } from '@tanstack/react-query'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { passwordRulesQuery } from './session.ts'

/** What is asked for everywhere; the installation's super admins may ask for more. As contract/session.ts; a value import from there would bring the validator into the first load. */
const SHORTEST_CHARACTERS = 15

/** A new password. The words say what a good one is, instead of rules about signs and digits. */
export function PasswordField({
  value,
  onChange,
  errors,
  label,
}: {
  value: string
  onChange: (value: string) => void
  errors: string[]
  /** Where another password stands beside it. */
  label?: string
}) {
  const { t } = useMessages()
  const { data: rules } = useQuery(passwordRulesQuery)
  return (
    <TextField
      label={label ?? t('password.new')}
      description={t('password.hint', { shortest: rules?.shortest ?? SHORTEST_CHARACTERS })}
      name="password"
      type="password"
      autoComplete="new-password"
      value={value}
      onChange={onChange}
      errors={errors}
      isRequired
    />
  )
}
