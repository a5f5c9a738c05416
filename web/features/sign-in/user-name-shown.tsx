import { useMessages } from '../../ui/i18n/messages.tsx'
import { TextField } from '../../ui/text-field.tsx'

/** Whose password is asked for: to be read, and so that a password manager keeps the two together. */
export function UserNameShown({ userName }: { userName: string }) {
  const { t } = useMessages()
  return (
    <TextField
      label={t('sign-in.user-name')}
      name="userName"
      autoComplete="username"
      value={userName}
      onChange={() => {}}
      isReadOnly
    />
  )
}
