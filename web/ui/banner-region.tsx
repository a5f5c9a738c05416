import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import styles from './banner-region.module.css'

interface Banners {
  current: ReactNode
  /** Replaces what is shown, as the newest answer is the one that matters. */
  show(banner: ReactNode): void
  dismiss(): void
}

const BannersContext = createContext<Banners | null>(null)

export function BannersProvider({ children }: { children: ReactNode }) {
  const [current, setCurrent] = useState<ReactNode>(null)
  const dismiss = useCallback(() => setCurrent(null), [])
  const banners = useMemo(() => ({ current, show: setCurrent, dismiss }), [current, dismiss])
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
