import { useParams, useSearch } from '@tanstack/react-router'
import type { TemplateInput } from '../../../contract/permission-templates.ts'
import { NotFound } from '../../shell/not-found.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { useMessages } from '../../ui/i18n/messages.tsx'
import { SkeletonText } from '../../ui/skeleton.tsx'
import { TemplateForm } from './template-form.tsx'
import { inputOf, newTemplate } from './template-input.ts'
import { useTemplate } from './templates-query.ts'

export function EditTemplatePage() {
  const { id } = useParams({ from: '/signed-in/templates/$id' })
  const { template, isPending, error, retry } = useTemplate(id)
  if (isPending) return <SkeletonText lines={6} />
  if (error) return <ErrorState error={error} onRetry={retry} />
  return template ? <TemplateForm key={id} template={template} first={inputOf(template)} /> : <NotFound />
}

/** An empty one, or a copy of another. */
export function AddTemplatePage() {
  const { t } = useMessages()
  const { scope, from } = useSearch({ from: '/signed-in/templates/new' })
  const { template, isPending } = useTemplate(from)
  if (isPending) return <SkeletonText lines={6} />
  const first: TemplateInput = template
    ? { ...inputOf(template), name: t('templates.copy-of', { name: template.name }) }
    : newTemplate(scope ?? 'company')
  return <TemplateForm key={from ?? scope} template={null} first={first} />
}
