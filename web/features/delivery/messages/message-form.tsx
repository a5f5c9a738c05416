import type { Dispatch, SetStateAction } from 'react'
import type {
  MessageTemplateView,
  MessageTestOutcome,
  MessageWords,
} from '../../../../contract/message-templates.ts'
import { api } from '../../../api.ts'
import { queryClient } from '../../../query-client.ts'
import { Banner } from '../../../ui/banner.tsx'
import { useBanners } from '../../../ui/banner-region.tsx'
import { Button } from '../../../ui/button.tsx'
import { useFaults } from '../../../ui/faults.ts'
import { Form } from '../../../ui/form.tsx'
import { useMessages } from '../../../ui/i18n/messages.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { useAction } from '../../../use-action.ts'
import { useSuccessBanner } from '../../../use-success-banner.tsx'
import { useWhyNot } from '../../sign-in/session.ts'
import styles from './messages.module.css'
import { messagePath, messageTemplateQuery, messageTemplatesQuery } from './messages-query.ts'

const BODY_ROWS = 16
const SMS_ROWS = 4
/** As contract/message-templates.ts; a value import from there would bring the validator along. */
const LONGEST = { subject: 200, heading: 200, body: 10_000, button: 60, sms: 1_000 }

interface MessageFormProps {
  view: MessageTemplateView
  typed: MessageWords
  /** Nothing that was typed is still to be saved. */
  isSame: boolean
  onView: (view: MessageTemplateView) => void
  onChange: Dispatch<SetStateAction<MessageWords>>
  onShow: () => void
}

export function MessageForm({ view, typed, isSame, onView, onChange, onShow }: MessageFormProps) {
  const { t, ofCode } = useMessages()
  const whyNot = useWhyNot().without('settings.change')
  const { show, dismiss } = useBanners()
  const succeeded = useSuccessBanner()
  const path = messagePath(view.name, view.language)
  const keep = (saved: MessageTemplateView, of: MessageWords) => {
    void queryClient.invalidateQueries({ queryKey: messageTemplatesQuery.queryKey, exact: true })
    onView(saved)
    // What was typed on meanwhile is still to be saved.
    onChange(now => (now === of ? saved.words : now))
  }
  const save = useAction((words: MessageWords) => api.put<MessageTemplateView>(path, words, view.version), {
    onSuccess: (saved, words) => {
      keep(saved, words)
      succeeded(t('messages.saved'))
    },
  })
  const reset = useAction((_: null) => api.delete<MessageTemplateView>(path), {
    onSuccess: saved => {
      keep(saved, typed)
      succeeded(t('messages.reset.done'))
    },
  })
  const test = useAction(
    (words: MessageWords, key) => api.post<MessageTestOutcome>(`${path}/test`, words, key),
    {
      onSuccess: ({ to, isAccepted, reason, reply }) => {
        if (isAccepted) return succeeded(t('messages.test.sent', { to }))
        const because = reason ? ofCode('reason', reason) : ''
        show(
          <Banner tone="failure" onDismiss={dismiss}>
            {t('messages.test.failed', { to, reason: [because, reply].filter(Boolean).join(' · ') })}
          </Banner>,
        )
      },
    },
  )
  const problem = save.error ?? test.error ?? reset.error
  const faults = useFaults(problem)
  const field = (name: keyof typeof LONGEST) => ({
    name,
    value: typed[name] ?? '',
    onChange: (value: string) => onChange({ ...typed, [name]: value }),
    errors: faults.of(name),
    maxLength: LONGEST[name],
    isRequired: true,
  })
  const press = (act: () => void) => {
    for (const action of [save, test, reset]) action.reset()
    act()
  }
  const loadAnew = async () => {
    const now = await queryClient.fetchQuery({
      ...messageTemplateQuery(view.name, view.language),
      staleTime: 0,
    })
    onView(now)
    onChange(now.words)
    save.reset()
  }

  return (
    <Form
      label={t('messages.words')}
      fields={Object.keys(typed)}
      problem={problem}
      onLoadAnew={loadAnew}
      onSubmit={() => press(() => save.mutate(typed))}
      footer={
        <span className={styles.buttons}>
          <Button
            type="submit"
            tone="primary"
            isBusy={save.isPending}
            disabledBecause={whyNot ?? (isSame ? t('settings.nothing-changed') : null)}
          >
            {t('messages.save')}
          </Button>
          <Button disabledBecause={whyNot} onPress={onShow}>
            {t('messages.preview')}
          </Button>
          <Button
            isBusy={test.isPending}
            disabledBecause={whyNot}
            onPress={() => press(() => test.mutate(typed))}
          >
            {t('messages.test')}
          </Button>
          <Button
            tone="quiet"
            isBusy={reset.isPending}
            disabledBecause={whyNot ?? (view.isOurs ? t('messages.reset.is') : null)}
            onPress={() => press(() => reset.mutate(null))}
          >
            {t('messages.reset')}
          </Button>
        </span>
      }
    >
      <TextField {...field('subject')} label={t('messages.subject')} />
      <TextField {...field('heading')} label={t('messages.heading')} />
      <TextField
        {...field('body')}
        label={t('messages.body')}
        description={t('messages.body.hint')}
        rows={BODY_ROWS}
      />
      <TextField {...field('button')} label={t('messages.button')} />
      {typed.sms !== null && (
        <TextField
          {...field('sms')}
          label={t('messages.sms')}
          description={t('messages.sms.hint')}
          rows={SMS_ROWS}
        />
      )}
    </Form>
  )
}
