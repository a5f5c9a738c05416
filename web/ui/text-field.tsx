import { IconAlertCircle } from '@tabler/icons-react'
import { useId } from 'react'
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from 'react-aria-components'
import styles from './field.module.css'
import { useMessages } from './i18n/messages.tsx'

interface TextFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  name?: string
  type?: 'text' | 'email' | 'tel' | 'password' | 'url' | 'date'
  /** Which keys a phone shows. */
  inputMode?: 'decimal' | 'numeric'
  description?: string | undefined
  /** All that is wrong with it, each with a way to mend it. */
  errors?: string[]
  isRequired?: boolean
  isReadOnly?: boolean
  autoComplete?: string
  autoFocus?: boolean
  rows?: number
  maxLength?: number
  /** Offered while typing; anything else may be typed too. */
  suggestions?: string[]
}

export function TextField(props: TextFieldProps) {
  const { t } = useMessages()
  const { errors = [], type = 'text', suggestions } = props
  const listId = useId()
  return (
    <AriaTextField
      className={styles.field!}
      value={props.value}
      onChange={props.onChange}
      type={type}
      isInvalid={errors.length > 0}
      validationBehavior="aria"
      isReadOnly={props.isReadOnly ?? false}
      isRequired={props.isRequired ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.name && { name: props.name })}
      {...(props.autoComplete && { autoComplete: props.autoComplete })}
      {...(props.maxLength && { maxLength: props.maxLength })}
    >
      <Label className={styles.label!}>
        {props.label}
        {props.isRequired || props.isReadOnly ? null : <Optional words={t('ui.field.optional')} />}
      </Label>
      {props.rows ? (
        <TextArea className={styles.input!} rows={props.rows} />
      ) : (
        <Input
          className={styles.input!}
          {...(suggestions && { list: listId })}
          {...(props.inputMode && { inputMode: props.inputMode })}
        />
      )}
      {suggestions && (
        <datalist id={listId}>
          {suggestions.map(each => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {props.description && (
        <Text slot="description" className={styles.description!}>
          {props.description}
        </Text>
      )}
      <FieldError className={styles.errors!}>
        {errors.map(error => (
          <p key={error}>
            <IconAlertCircle size={18} aria-hidden />
            {error}
          </p>
        ))}
      </FieldError>
    </AriaTextField>
  )
}

/** Beside the label and not in it, so that the accessible name is the label alone. */
const Optional = ({ words }: { words: string }) => (
  <span aria-hidden className={styles.needed}>
    {' '}
    {words}
  </span>
)
