import { IconLanguage } from '@tabler/icons-react'
import { LANGUAGE_NAMES, LANGUAGES } from '../ui/i18n/language.ts'
import { useMessages } from '../ui/i18n/messages.tsx'
import { Menu } from '../ui/menu.tsx'

export function LanguageSwitch() {
  const { t, language, setLanguage } = useMessages()
  return (
    <Menu
      label={t('me.language')}
      tone="quiet"
      hasChevron={false}
      icon={<IconLanguage size={20} aria-hidden />}
      entries={LANGUAGES.map(each => ({
        id: each,
        label: LANGUAGE_NAMES[each],
        isChosen: each === language,
        onAction: () => void setLanguage(each),
      }))}
    />
  )
}
