import { useMessages } from '../../../ui/i18n/messages.tsx'
import styles from './messages.module.css'

/** What can be put into the words, and what it becomes. */
export function MessageVariables({ names }: { names: string[] }) {
  const { t, ofCode } = useMessages()
  return (
    <section className={styles.pane}>
      <h2>{t('messages.variables')}</h2>
      <p className={styles.muted}>{t('messages.variables.words')}</p>
      <dl className={styles.variables}>
        {names.map(name => (
          <div key={name}>
            <dt>
              <code>{`{{ ${name} }}`}</code>
            </dt>
            <dd>{ofCode('messages.variable', name)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
