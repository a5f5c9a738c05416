import {
  IconBuilding,
  IconHistory,
  IconLock,
  IconLogout,
  IconMail,
  IconMailCog,
  IconSend,
  IconSettings,
  IconUser,
  IconUsers,
} from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { panelSessionQuery } from '../features/installation/panel-queries.ts'
import { signOut } from '../features/sign-in/session.ts'
import { BannerRegion } from '../ui/banner-region.tsx'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Link } from '../ui/link.tsx'
import { Menu } from '../ui/menu.tsx'
import { SkipLink } from '../ui/skip-link.tsx'
import styles from './app-shell.module.css'
import { LanguageSwitch } from './language-switch.tsx'
import navigation from './navigation.module.css'
import { Places } from './places.tsx'
import { ThemeSwitch } from './theme-switch.tsx'
import top from './top-bar.module.css'

/** The frame of the super admin's panel. It shows no directory, and belongs to no account. */
export function PanelShell() {
  const { t } = useMessages()
  return (
    <div className={styles.shell}>
      <SkipLink target="content" />
      <nav className={navigation.bar} aria-label={t('nav.super-admin')}>
        <p className={navigation.account}>{t('nav.super-admin')}</p>
        <Places places={usePlaces()} />
      </nav>
      <PanelTop />
      <main id="content" tabIndex={-1} className={styles.content} data-scroll-restoration-id="content">
        <BannerRegion />
        <Outlet />
      </main>
    </div>
  )
}

function usePlaces() {
  const { t } = useMessages()
  return [
    { path: 'accounts', label: t('installation.accounts'), Icon: IconBuilding },
    { path: 'queue', label: t('installation.queue'), Icon: IconSend },
    { path: 'delivery', label: t('installation.delivery'), Icon: IconMailCog },
    { path: 'settings', label: t('nav.settings'), Icon: IconSettings },
    { path: 'super-admins', label: t('installation.admins'), Icon: IconUsers },
    { path: 'record', label: t('installation.record'), Icon: IconHistory },
  ].map(({ path, ...place }) => ({
    ...place,
    href: `/installation/${path}`,
    of: new RegExp(`^/installation/${path}`),
  }))
}

function PanelTop() {
  const { t } = useMessages()
  const { data: session } = useSuspenseQuery(panelSessionQuery)
  const icon = { size: 18, 'aria-hidden': true } as const
  return (
    <header className={top.bar}>
      {session.isUser && (
        <Link href="/directory/users" look="subtle">
          {t('installation.to-directory')}
        </Link>
      )}
      <span className={top.right}>
        <LanguageSwitch />
        <ThemeSwitch />
        <Menu
          label={t('me.menu', { name: session.userName })}
          tone="quiet"
          hasChevron={false}
          icon={<IconUser size={20} aria-hidden />}
          entries={[
            session.isUser
              ? { id: 'me', label: t('me.title'), icon: <IconLock {...icon} />, href: '/me' }
              : {
                  id: 'password',
                  label: t('me.password'),
                  icon: <IconLock {...icon} />,
                  href: '/installation/super-admins',
                },
            ...(session.hasMailbox
              ? [{ id: 'mailbox', label: t('me.mailbox'), icon: <IconMail {...icon} />, href: '/mailbox' }]
              : []),
            {
              id: 'sign-out',
              label: t('me.sign-out'),
              icon: <IconLogout {...icon} />,
              onAction: () => void signOut(),
            },
          ]}
        />
      </span>
    </header>
  )
}
