import { IconMailOff } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { MailboxMessage } from '../../../contract/mailbox.ts'
import type { Page } from '../../../contract/paging.ts'
import { api } from '../../api.ts'
import { QuietPage } from '../../shell/quiet-page.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SkeletonRows, SkeletonText } from '../../ui/skeleton.tsx'
import styles from './mailbox-page.module.css'

type MailboxRow = Pick<
  MailboxMessage,
  'id' | 'channel' | 'receivedAt' | 'to' | 'subject' | 'from' | 'segments'
>

const LOOK_AGAIN_MS = 2_000

/** Messages that stayed on this machine because no mail server, or no SMS gateway, is configured. */
export function MailboxPage() {
  const { t } = useMessages()
  const { message } = useSearch({ from: '/mailbox' })
  const list = useInfiniteQuery({
    queryKey: ['mailbox', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<MailboxRow>>('/mailbox', { limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    refetchInterval: ({ state }) => LOOK_AGAIN_MS * (state.data?.pages.length ?? 1),
  })
  const rows = list.data?.pages.flatMap(page => page.items) ?? []

  return (
    <QuietPage title={t('mailbox.title')} size="wide">
      <p className={styles.muted}>{t('mailbox.words')}</p>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <SkeletonRows />}
      {list.isSuccess && rows.length === 0 && (
        <EmptyState icon={<IconMailOff size={32} aria-hidden />} title={t('mailbox.empty.title')}>
          {t('mailbox.empty.words')}
        </EmptyState>
      )}
      {rows.length > 0 && (
        <div className={styles.panes}>
          <ul
            className={classNames(styles.list, message && styles.hasMessage)}
            aria-label={t('mailbox.list')}
          >
            {rows.map(row => (
              <li key={row.id}>
                <Link
                  href={`/mailbox?message=${row.id}`}
                  look="subtle"
                  isCurrent={row.id === message}
                  className={styles.row!}
                >
                  <strong>{row.to}</strong>
                  <span>{row.subject}</span>
                  {row.segments !== null && (
                    <span className={styles.muted}>{t('mailbox.segments', { n: row.segments })}</span>
                  )}
                </Link>
                <span className={styles.at}>
                  <RelativeTime at={row.receivedAt} />
                </span>
              </li>
            ))}
            {list.hasNextPage && (
              <li>
                <Button
                  tone="quiet"
                  isBusy={list.isFetchingNextPage}
                  onPress={() => void list.fetchNextPage()}
                >
                  {t('mailbox.older')}
                </Button>
              </li>
            )}
          </ul>
          {message && <Message id={message} />}
        </div>
      )}
    </QuietPage>
  )
}

function Message({ id }: { id: string }) {
  const { t } = useMessages()
  const message = useQuery({
    queryKey: ['mailbox', 'message', id],
    queryFn: ({ signal }) => api.get<MailboxMessage>(`/mailbox/${id}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (message.isPending) return <SkeletonText />
  if (message.isError) return <ErrorState error={message.error} onRetry={() => void message.refetch()} />

  if (message.data.channel === 'sms') return <Sms message={message.data} />
  const { subject, from, to, replyTo, html, text, headers } = message.data
  return (
    <article className={styles.message} aria-label={subject}>
      <Link href="/mailbox">{t('mailbox.back')}</Link>
      <h2>{subject}</h2>
      <dl className={styles.facts}>
        <dt>{t('mailbox.from')}</dt>
        <dd>{from}</dd>
        <dt>{t('mailbox.to')}</dt>
        <dd>{to}</dd>
        {replyTo && (
          <>
            <dt>{t('mailbox.reply-to')}</dt>
            <dd>{replyTo}</dd>
          </>
        )}
      </dl>
      {html && (
        // No scripts and no forms; its links open in a page of their own, as they would from a mail program.
        <iframe
          className={styles.html}
          title={t('mailbox.html')}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          srcDoc={`<base target="_blank">${html}`}
        />
      )}
      <details>
        <summary>{t('mailbox.text')}</summary>
        <pre className={styles.pre}>{text}</pre>
      </details>
      <details>
        <summary>{t('mailbox.headers')}</summary>
        <pre className={styles.pre}>{headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
      </details>
    </article>
  )
}

/** As a phone shows it, with its link to press. */
function Sms({ message: { to, from, text, segments } }: { message: MailboxMessage }) {
  const { t } = useMessages()
  const pieces = text.split(/(https?:\/\/\S+)/)
  return (
    <article className={styles.message} aria-label={t('mailbox.sms', { to })}>
      <Link href="/mailbox">{t('mailbox.back')}</Link>
      <h2>{t('mailbox.sms', { to })}</h2>
      <dl className={styles.facts}>
        <dt>{t('mailbox.from')}</dt>
        <dd>{from}</dd>
        <dt>{t('mailbox.to')}</dt>
        <dd>{to}</dd>
        <dt>{t('mailbox.size')}</dt>
        <dd>{t('mailbox.segments', { n: segments ?? 1 })}</dd>
      </dl>
      <p className={styles.sms}>
        {pieces.map((piece, place) =>
          place % 2 ? (
            <a key={piece} href={piece} target="_blank" rel="noreferrer">
              {piece}
            </a>
          ) : (
            piece
          ),
        )}
      </p>
    </article>
  )
}
