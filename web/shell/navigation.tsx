import {
  IconAddressBook,
  IconClipboardCheck,
  IconClipboardText,
  IconFileImport,
  IconHistory,
  IconListCheck,
  IconProgressCheck,
  IconServerCog,
  IconSettings,
} from '@tabler/icons-react'
import { useHasForms } from '../features/prequalification/portal/portal-queries.ts'
import { goToAccount, useMay, useMe } from '../features/sign-in/session.ts'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Menu } from '../ui/menu.tsx'
import styles from './navigation.module.css'
import { Places } from './places.tsx'

/** Only what exists, and only what this person may open. */
export function Navigation() {
  const { t } = useMessages()
  const may = useMay()
  const hasForms = useHasForms()
  const { isSuperAdmin } = useMe()

  const places = [
    {
      href: '/directory/users',
      of: /^\/(directory|people)/,
      label: t('nav.directory'),
      Icon: IconAddressBook,
    },
    may('prequalifications.view') && {
      href: '/prequalifications',
      of: /^\/prequalifications/,
      label: t('nav.prequalifications'),
      Icon: IconClipboardCheck,
    },
    hasForms && {
      href: '/my-forms',
      of: /^\/my-forms/,
      label: t('my-forms.list'),
      Icon: IconClipboardText,
    },
    may('reports.view-assignments') && {
      href: '/assignments',
      of: /^\/assignments/,
      label: t('nav.assignments'),
      Icon: IconListCheck,
    },
    may('directory.view') && { href: '/runs', of: /^\/runs/, label: t('nav.runs'), Icon: IconProgressCheck },
    may('directory.import') && {
      href: '/imports',
      of: /^\/imports/,
      label: t('nav.import'),
      Icon: IconFileImport,
    },
    may('audit.view') && { href: '/audit', of: /^\/audit/, label: t('nav.audit'), Icon: IconHistory },
    may('settings.view') && {
      href: '/settings',
      of: /^\/(settings|templates)/,
      label: t('nav.settings'),
      Icon: IconSettings,
    },
    isSuperAdmin && {
      href: '/installation',
      of: /^\/installation/,
      label: t('nav.super-admin'),
      Icon: IconServerCog,
    },
  ].filter(place => place !== false)

  return (
    <nav className={styles.bar} aria-label={t('nav.label')}>
      <AccountName />
      <Places places={places} />
    </nav>
  )
}

/** A way to the others where there are any. */
function AccountName() {
  const { t } = useMessages()
  const { account, accounts } = useMe()
  if (accounts.length < 2) return <p className={styles.account}>{account.name}</p>
  return (
    <div className={styles.accounts}>
      <Menu
        label={t('nav.accounts', { account: account.name })}
        face={account.name}
        tone="quiet"
        entries={accounts.map(({ id, name }) => ({
          id,
          label: name,
          isChosen: id === account.id,
          onAction: () => void (id === account.id || goToAccount(id)),
        }))}
      />
    </div>
  )
}
