import type { MessageTemplateView, MessageWords } from '../../../../contract/message-templates.ts'
import { Button } from '../../../ui/button.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { RelativeTime } from '../../../ui/relative-time.tsx'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import styles from './messages.module.css'

/** What the words were, by whom, newest first; any of them can be taken up again. */
export function MessageVersions({
  versions,
  onTake,
}: {
  versions: MessageTemplateView['versions']
  onTake: (words: MessageWords) => void
}) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const take = ({ number, words }: MessageTemplateView['versions'][number]) => {
    onTake(words)
    succeeded(t('messages.version.taken', { number }))
  }
  return (
    <section className={styles.pane}>
      <h2>{t('messages.versions')}</h2>
      {versions.length === 0 && <p className={styles.muted}>{t('messages.versions.empty')}</p>}
      <ol className={styles.versions}>
        {versions.map(version => {
          const { number, isOurs, by, at } = version
          return (
            <li key={number}>
              <span>
                {t(isOurs ? 'messages.version.ours' : 'messages.version', { number, name: by.name })}{' '}
                <span className={styles.muted}>
                  <RelativeTime at={at} />
                </span>
              </span>
              <Button
                size="small"
                label={t('messages.version.take.label', { number })}
                onPress={() => take(version)}
              >
                {t('messages.version.take')}
              </Button>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
