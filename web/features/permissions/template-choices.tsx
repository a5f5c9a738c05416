import type { PermissionTemplate, TemplateEdit } from '../../../contract/permission-templates.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import styles from './template-page.module.css'
import { allTemplates } from './templates-query.ts'

/** To whom the template is given: to everybody new, or to nobody any more. */
export function TemplateChoices({
  template,
  onChanged,
}: {
  template: PermissionTemplate
  onChanged: (now: PermissionTemplate) => void
}) {
  const { t } = useMessages()
  const succeeded = useSuccessBanner()
  const choose = useAction(
    (edit: TemplateEdit) =>
      api.patch<PermissionTemplate>(`/permission-templates/${template.id}`, edit, template.version),
    {
      onSuccess: async (now, edit) => {
        onChanged(now)
        const what = edit.isDefault ? 'made-default' : edit.isArchived ? 'archived' : 'brought-back'
        succeeded(t(`templates.${what}`, { name: now.name }))
        await queryClient.invalidateQueries(allTemplates)
      },
    },
  )
  const faults = useFaults(choose.error)
  const { isArchived, isDefault, users, scope, directoryLevel } = template
  const whyNoDefault = isDefault
    ? t('templates.default.is')
    : isArchived
      ? t('templates.default.archived')
      : directoryLevel === 'admin'
        ? t('fault.default-is-admin')
        : null
  const whyNoArchive = isDefault
    ? t('fault.template-is-default')
    : users > 0
      ? t('fault.template-in-use', { n: users })
      : null

  return (
    <section className={styles.choices}>
      <h2>{t('templates.choices')}</h2>
      {choose.error && (
        <ErrorState error={choose.error}>
          {faults.elsewhere([]).map(words => (
            <p key={words}>{words}</p>
          ))}
        </ErrorState>
      )}
      <div className={styles.buttons}>
        {scope === 'company' && (
          <Button
            isBusy={choose.isPending}
            disabledBecause={whyNoDefault}
            onPress={() => choose.mutate({ isDefault: true })}
          >
            {t('templates.make-default')}
          </Button>
        )}
        {isArchived ? (
          <Button isBusy={choose.isPending} onPress={() => choose.mutate({ isArchived: false })}>
            {t('templates.bring-back')}
          </Button>
        ) : (
          <Button
            isBusy={choose.isPending}
            disabledBecause={whyNoArchive}
            onPress={() => choose.mutate({ isArchived: true })}
          >
            {t('templates.archive')}
          </Button>
        )}
      </div>
      <p className={styles.note}>{t('templates.archive.note')}</p>
    </section>
  )
}
