import type { ReactNode } from 'react'
import styles from './person-page.module.css'

export const Facts = ({ children }: { children: ReactNode }) => <dl className={styles.facts}>{children}</dl>

/** A fact of a card; a dash where there is nothing to tell. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const isEmpty = !children || (Array.isArray(children) && !children[0])
  return (
    <>
      <dt>{name}</dt>
      <dd>{isEmpty ? '–' : children}</dd>
    </>
  )
}
