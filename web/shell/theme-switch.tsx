import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useState } from 'react'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Menu } from '../ui/menu.tsx'

const THEMES = { system: IconDeviceDesktop, light: IconSun, dark: IconMoon }
type Theme = keyof typeof THEMES

/** The key that public/theme.js reads before the first paint. */
const STORED = 'muster.theme'

export function ThemeSwitch() {
  const { t } = useMessages()
  const [theme, setTheme] = useState<Theme>(
    () => (document.documentElement.dataset.theme as Theme) ?? 'system',
  )
  const Icon = THEMES[theme]

  const choose = (next: Theme) => {
    setTheme(next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
    try {
      if (next === 'system') localStorage.removeItem(STORED)
      else localStorage.setItem(STORED, next)
    } catch {
      // Storage may be switched off; the choice then holds until the page is closed.
    }
  }

  return (
    <Menu
      label={t('me.theme')}
      tone="quiet"
      hasChevron={false}
      icon={<Icon size={20} aria-hidden />}
      entries={(Object.keys(THEMES) as Theme[]).map(each => {
        const Each = THEMES[each]
        return {
          id: each,
          label: t(`me.theme.${each}`),
          icon: <Each size={18} aria-hidden />,
          isChosen: each === theme,
          onAction: () => choose(each),
        }
      })}
    />
  )
}
