import { IconBuilding, IconLock, IconLogout, IconMail, IconUser } from '@tabler/icons-react'
import { RunningChip } from '../features/bulk/running-chip.tsx'
import { ReviewChip } from '../features/prequalification/review-chip.tsx'
import { goToAccount, signOut, useMe } from '../features/sign-in/session.ts'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Menu } from '../ui/menu.tsx'
import { useIsPhone } from '../ui/use-is-phone.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import styles from './top-bar.module.css'
import { TopSearch } from './top-search.tsx'

export function TopBar() {
  const { t } = useMessages()
  const me = useMe()
  // Elsewhere they stand in the bar at the left.
  const others = useIsPhone() ? me.accounts.filter(({ id }) => id !== me.account.id) : []
  return (
    <header className={styles.bar}>
      <TopSearch />
      <span className={styles.right}>
        <ReviewChip />
        <RunningChip />
        <LanguageSwitch />
        <ThemeSwitch />
        <Menu
          label={t('me.menu', { name: me.person.name })}
          tone="quiet"
          hasChevron={false}
          icon={<IconUser size={20} aria-hidden />}
          entries={[
            {
              id: 'card',
              label: me.person.name,
              icon: <IconUser size={18} aria-hidden />,
              href: `/people/${me.person.id}`,
            },
            {
              id: 'me',
              label: t('me.title'),
              icon: <IconLock size={18} aria-hidden />,
              href: '/me',
            },
            ...(me.hasMailbox
              ? [
                  {
                    id: 'mailbox',
                    label: t('me.mailbox'),
                    icon: <IconMail size={18} aria-hidden />,
                    href: '/mailbox',
                  },
                ]
              : []),
            ...others.map(({ id, name }) => ({
              id,
              label: t('me.account.go.label', { account: name }),
              icon: <IconBuilding size={18} aria-hidden />,
              onAction: () => void goToAccount(id),
            })),
            {
              id: 'sign-out',
              label: t('me.sign-out'),
              icon: <IconLogout size={18} aria-hidden />,
              onAction: () => void signOut(),
            },
          ]}
        />
      </span>
    </header>
  )
}
