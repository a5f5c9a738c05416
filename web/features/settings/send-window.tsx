import { Checkbox } from '../../ui/checkbox.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Select } from '../../ui/select.tsx'
import { type TypedSettings, weekdaysIn } from './settings-form.ts'
import styles from './settings-page.module.css'

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]
const HALF_HOURS = Array.from({ length: 49 }, (_, half) =>
  [Math.floor(half / 2), (half % 2) * 30].map(part => String(part).padStart(2, '0')).join(':'),
)
/** A Monday. */
const FIRST_DAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

type Name = 'followUpFrom' | 'followUpUntil' | 'followUpWeekdays'

/** On which days, from when until when, reminders leave. */
export function SendWindow({
  typed,
  onChange,
  errorsOf,
}: {
  typed: TypedSettings
  onChange: (name: Name, value: string) => void
  errorsOf: (name: Name) => string[]
}) {
  const { t, locale } = useMessages()
  const ticked = weekdaysIn(typed.followUpWeekdays)
  const nameOf = (day: number) =>
    new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
      FIRST_DAY + (day - 1) * DAY_MS,
    )
  const times = (choices: string[], set: string) =>
    [...new Set([...choices, set])].sort().map(value => ({ value, label: value }))
  const errors = errorsOf('followUpWeekdays')
  return (
    <>
      <div className={styles.window}>
        <Select
          label={t('settings.follow-up-from')}
          value={typed.followUpFrom}
          onChange={value => onChange('followUpFrom', value)}
          errors={errorsOf('followUpFrom')}
          options={times(HALF_HOURS.slice(0, -1), typed.followUpFrom)}
        />
        <Select
          label={t('settings.follow-up-until')}
          value={typed.followUpUntil}
          onChange={value => onChange('followUpUntil', value)}
          errors={errorsOf('followUpUntil')}
          options={times(HALF_HOURS.slice(1), typed.followUpUntil)}
        />
      </div>
      <fieldset className={styles.weekdays}>
        <legend>{t('settings.follow-up-weekdays')}</legend>
        <div className={styles.days}>
          {WEEKDAYS.map(day => (
            <Checkbox
              key={day}
              isSelected={ticked.includes(day)}
              onChange={isTicked =>
                onChange(
                  'followUpWeekdays',
                  WEEKDAYS.filter(one => (one === day ? isTicked : ticked.includes(one))).join(','),
                )
              }
            >
              {nameOf(day)}
            </Checkbox>
          ))}
        </div>
        {errors.length > 0 && <p className={styles.wrong}>{errors.join(' ')}</p>}
        <p className={styles.muted}>{t('settings.follow-up-window.hint')}</p>
      </fieldset>
    </>
  )
}
