import {
  IconAddressBook,
  IconClipboardCheck,
  IconFileImport,
  IconHistory,
  IconProgressCheck,
  IconSettings,
} from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { goToAccount, useMay, useMe } from '../features/sign-in/session.ts'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Link } from '../ui/link.tsx'
import { Menu } from '../ui/menu.tsx'
import styles from './navigation.module.css'

/** Only what exists, and only what this person may open. */
export function Navigation() {
  const { t } = useMessages()
  const may = useMay()
  const { pathname } = useLocation()

  const places = [
    {
      href: '/directory/users',
      of: /^\/(directory|people)/,
      label: t('nav.directory'),
      Icon: IconAddressBook,
    },
    may('reports.view-assignments') && {
      href: '/assignments',
      of: /^\/assignments/,
      label: t('nav.assignments'),
      Icon: IconClipboardCheck,
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
  ].filter(place => place !== false)

  return (
    <nav className={styles.bar} aria-label={t('nav.label')}>
      <AccountName />
      <ul className={styles.places}>
        {places.map(({ href, of, label, Icon }) => (
          <li key={href}>
            <Link
              href={href}
              look="subtle"
              isCurrent={of.test(pathname)}
              icon={<Icon size={20} stroke={1.75} aria-hidden />}
              className={styles.place!}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
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
