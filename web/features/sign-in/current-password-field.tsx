import { useMessages } from '../../ui/i18n/messages.tsx'
import { TextField } from '../../ui/text-field.tsx'

interface CurrentPasswordFieldProps {
  value: string
  onChange: (value: string) => void
  errors: string[]
  /** Where another password stands beside it. */
  label?: string
  name?: string
  autoFocus?: boolean
}

/** A password that somebody has already; `PasswordField` asks for a new one. */
export function CurrentPasswordField({ label, name = 'password', ...rest }: CurrentPasswordFieldProps) {
  const { t } = useMessages()
  return (
    <TextField
      label={label ?? t('sign-in.password')}
      name={name}
      type="password"
      autoComplete="current-password"
      isRequired
      {...rest}
    />
  )
}
