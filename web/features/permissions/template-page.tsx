import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  PermissionTemplate,
  TemplateEdit,
  TemplateInput,
} from '../../../contract/permission-templates.ts'
import { granularPermissions, permissionLevels } from '../../../contract/permissions.ts'
import { api } from '../../api.ts'
import { queryClient } from '../../query-client.ts'
import { Banner } from '../../ui/banner.tsx'
import { useBanners } from '../../ui/banner-region.tsx'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useFaults } from '../../ui/faults.ts'
import { Form } from '../../ui/form.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { Link } from '../../ui/link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useAction } from '../../use-action.ts'
import { meQuery } from '../sign-in/session.ts'
import { TemplateEffect } from './template-effect.tsx'
import styles from './template-page.module.css'
import { templatesQuery } from './templates-query.ts'

const FIELDS = [
  ...['name', 'directoryLevel', 'prequalificationsLevel', 'reportsLevel', 'adminLevel'],
  ...['granular', 'isAssignable'],
]
const NEW: TemplateInput = {
  name: '',
  scope: 'company',
  directoryLevel: 'read_only',
  prequalificationsLevel: 'none',
  reportsLevel: 'none',
  adminLevel: 'none',
  granular: [],
  isAssignable: true,
}

const otherTools = ['prequalifications', 'reports', 'admin'] as const

export function EditTemplatePage() {
  const { t } = useMessages()
  const { id } = useParams({ from: '/signed-in/templates/$id' })
  const templates = useQuery({ ...templatesQuery, refetchOnWindowFocus: false })
  if (templates.isPending) return <SkeletonText lines={6} />
  if (templates.isError)
    return <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />
  const template = templates.data.items.find(one => one.id === id)?.details
  if (!template) return <PageHeader title={t('not-found.title')} />
  return <TemplateForm key={id} template={template} />
}

export const AddTemplatePage = () => <TemplateForm template={null} />

function TemplateForm({ template }: { template: PermissionTemplate | null }) {
  const { t, ofCode } = useMessages()
  const navigate = useNavigate()
  const { show, dismiss } = useBanners()
  const [input, setInput] = useState<TemplateInput>(() => inputOf(template ?? NEW))
  const set = (change: Partial<TemplateInput>) => setInput(old => ({ ...old, ...change }))
  const save = useAction(
    (next: TemplateInput, key) =>
      template
        ? api.patch<PermissionTemplate>(`/permission-templates/${template.id}`, editOf(next))
        : api.post<PermissionTemplate>('/permission-templates', next, key),
    {
      onSuccess: async saved => {
        show(
          <Banner tone="success" onDismiss={dismiss}>
            {t('templates.saved', { name: saved.name })}
          </Banner>,
        )
        await queryClient.invalidateQueries({ queryKey: templatesQuery.queryKey })
        void queryClient.invalidateQueries({ queryKey: meQuery.queryKey })
        await navigate({ to: '/templates' })
      },
    },
  )
  const faults = useFaults(save.error)
  const title = template ? t('templates.edit-title', { name: template.name }) : t('templates.add-title')
  const isGranularIdle = input.directoryLevel === 'admin' || input.directoryLevel === 'none'

  return (
    <div className={styles.page}>
      <PageHeader title={title} />
      <Form
        label={title}
        fields={FIELDS}
        problem={save.error}
        onSubmit={() => save.mutate(input)}
        footer={
          <>
            <Button type="submit" tone="primary" isBusy={save.isPending}>
              {t('templates.save')}
            </Button>
            <Link href="/templates" look="button">
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
        <Select
          label={t('templates.level')}
          value={input.directoryLevel}
          options={permissionLevels.map(value => ({ value, label: ofCode('templates.level', value) }))}
          onChange={value => set({ directoryLevel: value as TemplateInput['directoryLevel'] })}
          errors={faults.of('directoryLevel')}
        />
        {otherTools.map(tool => (
          <Select
            key={tool}
            label={ofCode('templates.tool', tool)}
            value={input[`${tool}Level`]}
            options={permissionLevels.map(value => ({ value, label: ofCode('templates.level-of', value) }))}
            onChange={value => set({ [`${tool}Level`]: value })}
            errors={faults.of(`${tool}Level`)}
          />
        ))}
        <fieldset className={styles.choices}>
          <legend>{t('templates.granular')}</legend>
          {granularPermissions.map(granular => (
            <Checkbox
              key={granular}
              isSelected={input.granular.includes(granular)}
              onChange={isOn =>
                set({
                  granular: isOn
                    ? [...input.granular, granular]
                    : input.granular.filter(one => one !== granular),
                })
              }
            >
              {ofCode('templates.granular', granular)}
            </Checkbox>
          ))}
          {isGranularIdle && <p className={styles.note}>{t('templates.granular.why-not')}</p>}
          <Checkbox isSelected={input.isAssignable} onChange={isAssignable => set({ isAssignable })}>
            {t('templates.assignable')}
          </Checkbox>
        </fieldset>
        {template && <TemplateEffect template={template} input={input} />}
      </Form>
    </div>
  )
}

/** Of which scope it is stays. */
const editOf = ({ scope: _, ...edit }: TemplateInput): TemplateEdit => edit

const inputOf = (template: TemplateInput): TemplateInput => ({
  name: template.name,
  scope: template.scope,
  directoryLevel: template.directoryLevel,
  prequalificationsLevel: template.prequalificationsLevel,
  reportsLevel: template.reportsLevel,
  adminLevel: template.adminLevel,
  granular: template.granular,
  isAssignable: template.isAssignable,
})
