import { Banner } from './ui/banner.tsx'
import { useBanners } from './ui/banner-region.tsx'

/** Shows in green what is so now. */
export function useSuccessBanner(): (words: string) => void {
  const { show, dismiss } = useBanners()
  return words =>
    show(
      <Banner tone="success" onDismiss={dismiss}>
        {words}
      </Banner>,
    )
}
