import { useSyncExternalStore } from 'react'

/** As the styles have it. */
const PHONE = '(max-width: 799px)'

const changes = (tell: () => void) => {
  const query = matchMedia(PHONE)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}

/** For what is another thing on phones; what only looks different is the styles' to tell. */
export const useIsPhone = (): boolean => useSyncExternalStore(changes, () => matchMedia(PHONE).matches)
