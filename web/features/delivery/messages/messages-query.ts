import { queryOptions } from '@tanstack/react-query'
import type {
  MessageTemplateList,
  MessageTemplateName,
  MessageTemplateView,
} from '../../../../contract/message-templates.ts'
import { api } from '../../../api.ts'

export const messageTemplatesQuery = queryOptions({
  queryKey: ['message-templates'],
  queryFn: ({ signal }) => api.get<MessageTemplateList>('/message-templates', {}, signal),
})

export const messagePath = (name: MessageTemplateName, language: string) =>
  `/message-templates/${name}/${language}`

export const messageTemplateQuery = (name: MessageTemplateName, language: string) =>
  queryOptions({
    queryKey: ['message-templates', name, language],
    queryFn: ({ signal }) => api.get<MessageTemplateView>(messagePath(name, language), {}, signal),
  })
