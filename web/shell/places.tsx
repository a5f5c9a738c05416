import type { Icon } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { Link } from '../ui/link.tsx'
import styles from './navigation.module.css'

export type Place = { href: string; of: RegExp; label: string; Icon: Icon }

/** Where one can go from the bar; the place one is at is marked. */
export function Places({ places }: { places: Place[] }) {
  const { pathname } = useLocation()
  return (
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
  )
}
