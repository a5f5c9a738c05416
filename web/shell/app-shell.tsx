import { Outlet } from '@tanstack/react-router'
import { RunNotices } from '../features/bulk/run-notices.tsx'
import { BannerRegion } from '../ui/banner-region.tsx'
import { SkipLink } from '../ui/skip-link.tsx'
import styles from './app-shell.module.css'
import { Navigation } from './navigation.tsx'
import { SendingPaused } from './sending-paused.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every page of who is signed in. */
export function AppShell() {
  return (
    <div className={styles.shell}>
      <SkipLink target="content" />
      <Navigation />
      <TopBar />
      <main id="content" tabIndex={-1} className={styles.content} data-scroll-restoration-id="content">
        <BannerRegion />
        <RunNotices />
        <SendingPaused />
        <Outlet />
      </main>
    </div>
  )
}
