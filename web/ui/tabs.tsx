import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { useMessages } from './i18n/messages.tsx'
import styles from './tabs.module.css'

export interface TabEntry {
  id: string
  label: string
  href: string
  count?: number | undefined
}

/** Tabs that are addresses: each can be shared, reloaded and gone back to. */
export function Tabs({
  label,
  tabs,
  current,
  children,
}: {
  label: string
  tabs: TabEntry[]
  current: string
  children: ReactNode
}) {
  const { number } = useMessages()
  return (
    <AriaTabs className={styles.tabs!} selectedKey={current} keyboardActivation="manual">
      <TabList className={styles.list!} aria-label={label} items={tabs} dependencies={[tabs]}>
        {tab => (
          <Tab id={tab.id} href={tab.href} className={styles.tab!}>
            {tab.label}
            {tab.count !== undefined && (
              <span className={styles.count} aria-hidden>
                {number(tab.count)}
              </span>
            )}
          </Tab>
        )}
      </TabList>
      <TabPanel key={current} id={current} className={styles.panel!}>
        {children}
      </TabPanel>
    </AriaTabs>
  )
}
