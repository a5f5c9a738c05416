import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider } from 'react-aria-components'
import {
  type Catalogue,
  formatLocale,
  type Language,
  loadCatalogue,
  type MessageKey,
  rememberLanguage,
} from './language.ts'

export type Values = Record<string, string | number | boolean | Date | null | undefined>

export interface Messages {
  language: Language
  /** The regional locale for `Intl`. */
  locale: string
  setLanguage(language: Language): Promise<void>
  t(key: MessageKey, values?: Values): string
  /** Words of a code that the server names, such as `reason.no-address`; `otherwise` where there are none. */
  ofCode(family: string, code: string, values?: Values, otherwise?: string): string
  number(value: number): string
}

const MessagesContext = createContext<Messages | null>(null)

interface Loaded {
  language: Language
  catalogue: Catalogue
}

export function MessagesProvider({ initial, children }: { initial: Loaded; children: ReactNode }) {
  const [loaded, setLoaded] = useState(initial)

  const messages = useMemo<Messages>(() => {
    const setLanguage = async (language: Language) => {
      const catalogue = await loadCatalogue(language)
      rememberLanguage(language)
      setLoaded({ language, catalogue })
    }
    return { ...wordsOf(loaded), setLanguage }
  }, [loaded])

  useEffect(() => {
    document.documentElement.lang = loaded.language
  }, [loaded.language])

  return (
    <MessagesContext value={messages}>
      <I18nProvider locale={messages.locale}>{children}</I18nProvider>
    </MessagesContext>
  )
}

export function useMessages(): Messages {
  const messages = useContext(MessagesContext)
  if (!messages) throw new Error('useMessages needs a MessagesProvider above it')
  return messages
}

/** As the build leaves messages: a text without arguments as it is, any other parsed. */
type Message = string | ReturnType<IntlMessageFormat['getAst']>

function wordsOf({ language, catalogue }: Loaded): Omit<Messages, 'setLanguage'> {
  const locale = formatLocale(language)
  const messages: Record<string, Message> = catalogue
  const formats = new Map<string, IntlMessageFormat>()
  const numbers = new Intl.NumberFormat(locale)

  const formatted = <T,>(key: string, values?: Record<string, T>) => {
    const message = messages[key] ?? key
    if (typeof message === 'string') return message
    let format = formats.get(key)
    if (!format) {
      format = new IntlMessageFormat(message, locale)
      formats.set(key, format)
    }
    return format.format<T>(values as Record<string, never>)
  }

  return {
    language,
    locale,
    t: (key, values) => String(formatted(key, values)),
    ofCode: (family, code, values, otherwise) => {
      const key = `${family}.${code}`
      return key in messages ? String(formatted(key, values)) : (otherwise ?? code)
    },
    number: value => numbers.format(value),
  }
}
