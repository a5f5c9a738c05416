import { IconCopy } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { PermissionTemplate, TemplateInput } from '../../../contract/permission-templates.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Button } from '../../ui/button.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { useSuccessBanner } from '../../use-success-banner.tsx'
import { meQuery, useWhyNot } from '../sign-in/session.ts'
import { TemplateChoices } from './template-choices.tsx'
import { TemplateEffect } from './template-effect.tsx'
import { editOf, inputOf } from './template-input.ts'
import { TemplateLevels } from './template-levels.tsx'
import styles from './template-page.module.css'
import { allTemplates, loadTemplate } from './templates-query.ts'

const FIELDS = [
  ...['name', 'directoryLevel', 'prequalificationsLevel', 'reportsLevel', 'adminLevel'],
  ...['granular', 'isAssignable'],
]

interface TemplateFormProps {
  /** As it was saved when the form was opened; null for a new one. */
  template: PermissionTemplate | null
  first: TemplateInput
}

export function TemplateForm({ template: opened, first }: TemplateFormProps) {
  const { t } = useMessages()
  const navigate = useNavigate()
  const whyNot = useWhyNot()
  const succeeded = useSuccessBanner()
  const [template, setTemplate] = useState(opened)
  const [input, setInput] = useState(first)
  const set = (change: Partial<TemplateInput>) => setInput(old => ({ ...old, ...change }))
  const save = useAction(
    (next: TemplateInput, key) =>
      template
        ? api.patch<PermissionTemplate>(
            `/permission-templates/${template.id}`,
            editOf(next, template),
            template.version,
          )
        : api.post<PermissionTemplate>('/permission-templates', next, key),
    {
      onSuccess: async saved => {
        succeeded(t('templates.saved', { name: saved.name }))
        await queryClient.invalidateQueries(allTemplates)
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
        await navigate({ to: '/templates', search: { scope: saved.scope } })
      },
    },
  )
  const loadAnew = async () => {
    const now = template && (await loadTemplate(template))
    if (!now) return
    setTemplate(now)
    setInput(inputOf(now))
    save.reset()
  }
  const faults = useFaults(save.error)
  const title = template
    ? t('templates.edit-title', { name: template.name })
    : t(`templates.add-title.${input.scope}`)

  return (
    <div className={styles.page}>
      <PageHeader
        title={title}
        actions={
          template && (
            <Link
              href={`/templates/new?from=${template.id}`}
              look="button"
              icon={<IconCopy size={18} aria-hidden />}
            >
              {t('templates.copy')}
            </Link>
          )
        }
      >
        <p>{t(`templates.intro.${input.scope}`)}</p>
      </PageHeader>
      <Form
        label={title}
        fields={FIELDS}
        problem={save.error}
        onLoadAnew={loadAnew}
        onSubmit={() => save.mutate(input)}
        footer={
          <>
            <Button
              type="submit"
              tone="primary"
              isBusy={save.isPending}
              disabledBecause={whyNot.without('permissions.edit')}
            >
              {t('templates.save')}
            </Button>
            <Link href={`/templates?scope=${input.scope}`} look="button">
              {t('ui.form.cancel')}
            </Link>
          </>
        }
      >
        <TextField
          name="name"
          label={t('templates.name')}
          value={input.name}
          onChange={name => set({ name })}
          errors={faults.of('name')}
          isRequired
          autoFocus={!template}
        />
        <TemplateLevels input={input} onChange={set} errorsOf={faults.of} />
        <TemplateEffect template={template} input={input} />
      </Form>
      {template && <TemplateChoices template={template} onChanged={setTemplate} />}
    </div>
  )
}
