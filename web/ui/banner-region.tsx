import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import styles from './banner-region.module.css'

const NOTHING = { current: null, isDone: false }

interface Banners {
  current: ReactNode
  /** Replaces what is shown, as the newest answer is the one that matters. */
  show(banner: ReactNode): void
  /** The same for what was done, until something is refused. */
  showDone(banner: ReactNode): void
  dismiss(): void
  /** What is asked for next was refused: over that nothing may still say in green that it was done. */
  dismissDone(): void
}

const BannersContext = createContext<Banners | null>(null)

export function BannersProvider({ children }: { children: ReactNode }) {
  const [{ current }, setShown] = useState<{ current: ReactNode; isDone: boolean }>(NOTHING)
  const told = useMemo(
    () => ({
      show: (banner: ReactNode) => setShown({ current: banner, isDone: false }),
      showDone: (banner: ReactNode) => setShown({ current: banner, isDone: true }),
      dismiss: () => setShown(NOTHING),
      dismissDone: () => setShown(shown => (shown.isDone ? NOTHING : shown)),
    }),
    [],
  )
  const banners = useMemo(() => ({ current, ...told }), [current, told])
  return <BannersContext value={banners}>{children}</BannersContext>
}

export function useBanners(): Banners {
  const banners = useContext(BannersContext)
  if (!banners) throw new Error('useBanners needs a BannersProvider above it')
  return banners
}

/** The one `status` region of a page. It is there before its first words, else screen readers would miss them. */
export function BannerRegion() {
  const { current } = useBanners()
  return (
    <div role="status" className={styles.region}>
      {current}
    </div>
  )
}
