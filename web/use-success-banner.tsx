import { Banner } from './ui/banner.tsx'
import { useBanners } from './ui/banner-region.tsx'

/** Shows in green what is so now, until something else is refused. */
export function useSuccessBanner(): (words: string) => void {
  const { showDone, dismiss } = useBanners()
  return words =>
    showDone(
      <Banner tone="success" onDismiss={dismiss}>
        {words}
      </Banner>,
    )
}
