import type { PeopleFilter } from '../../../contract/people.ts'
import { useMessages } from '../../ui/i18n/messages.tsx'

/** A filter in words: "Not invited, name has “ana”". */
export function useFilterWords(): (filter: PeopleFilter) => string {
  const { t, locale } = useMessages()
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  return ({
    invitation,
    q,
    name,
    email,
    phone,
    companyName,
    company,
    template,
    group,
    employee,
    unconfirmed,
  }) => {
    const parts = [
      invitation !== 'all' && t(`directory.invitation.${invitation}`),
      unconfirmed && t('directory.unconfirmed.only'),
      q && t('filter.q', { text: q }),
      name && t('filter.name', { text: name }),
      (email || phone) && t('filter.reach', { text: email ?? phone }),
      companyName && t('filter.company-name', { text: companyName }),
      company && t('filter.company'),
      template && t('filter.template'),
      group && t('filter.group'),
      employee && t(employee === 'yes' ? 'directory.employee.only' : 'directory.employee.others'),
    ].filter(part => typeof part === 'string' && part !== '')
    return parts.length ? list.format(parts as string[]) : t('filter.everybody')
  }
}
