import { useQuery } from '@tanstack/react-query'
import type { TimelineEntry as Entry } from '../../../contract/people.ts'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { Timeline, type TimelineEntry } from '../../ui/timeline.tsx'
import { personTimeline } from './people-queries.ts'

const TONES: Record<Entry['tone'], TimelineEntry['tone']> = {
  plain: 'neutral',
  good: 'success',
  waiting: 'waiting',
  bad: 'failure',
}

export function PersonTimeline({ id }: { id: string }) {
  const { t, ofCode } = useMessages()
  const timeline = useQuery(personTimeline(id))
  if (timeline.isPending) return <SkeletonText />
  if (timeline.isError) return <ErrorState error={timeline.error} onRetry={() => void timeline.refetch()} />
  const entries = timeline.data.items
  if (entries.length === 0) return <p>{t('person.timeline.empty')}</p>
  return (
    <Timeline
      label={t('person.timeline')}
      entries={entries.map((entry, at) => ({
        id: `${entry.at} ${at}`,
        at: new Date(entry.at),
        tone: TONES[entry.tone],
        words: ofCode('timeline', entry.code, inWords(entry.params, ofCode)),
      }))}
    />
  )
}

/** A `reason` or a kind of message among the parameters is a code like any other and is shown in words. */
function inWords(
  { reason, message, ...params }: Entry['params'],
  ofCode: (family: string, code: string) => string,
): Entry['params'] {
  return {
    ...params,
    ...(typeof reason === 'string' && { reason: ofCode('reason', reason) }),
    ...(typeof message === 'string' && { message: ofCode('message-kind', message) }),
  }
}
