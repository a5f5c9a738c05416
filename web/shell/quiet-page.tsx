import type { ReactNode } from 'react'
import { BannerRegion } from '../ui/banner-region.tsx'
import { Link } from '../ui/link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import styles from './quiet-page.module.css'
import { ThemeSwitch } from './theme-switch.tsx'

/** The frame of pages for who is not signed in. */
export function QuietPage({
  title,
  children,
  size = 'narrow',
}: {
  title: string
  children: ReactNode
  size?: 'narrow' | 'wide'
}) {
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <Link
          href="/"
          look="subtle"
          className={styles.brand!}
          icon={<img src="/icon.svg" width={24} height={24} alt="" />}
        >
          Muster
        </Link>
        <span>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className={styles[size]}>
        <h1>{title}</h1>
        <BannerRegion />
        {children}
      </main>
    </div>
  )
}
