/** Loads the words of one language; the English catalogue fixes which keys exist. */
const catalogues = {
  en: () => import('../../../locales/en.json', { with: { type: 'json' } }),
  ru: () => import('../../../locales/ru.json', { with: { type: 'json' } }),
}

export type Language = keyof typeof catalogues
export type Catalogue = Awaited<ReturnType<typeof catalogues.en>>['default']
export type MessageKey = keyof Catalogue

export const LANGUAGES = Object.keys(catalogues) as Language[]

/** Each language by its own name, as its readers look for it. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', ru: 'Русский' }

const STORED = 'muster.language'

export const isLanguage = (value: unknown): value is Language => LANGUAGES.includes(value as Language)

/** What was chosen on this device, else the first of the browser's languages that is spoken here, else English. */
export function preferredLanguage(): Language {
  const chosen = readStored()
  if (isLanguage(chosen)) return chosen
  const wanted = navigator.languages.map(tag => tag.slice(0, 2).toLowerCase())
  return wanted.find(isLanguage) ?? 'en'
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language)
  } catch {
    // Storage may be switched off; the choice then holds until the page is closed.
  }
}

export async function loadCatalogue(language: Language): Promise<Catalogue> {
  return (await catalogues[language]()).default
}

/** The regional form of the language that the browser asks for, so that dates and numbers look as at home. */
export const formatLocale = (language: Language): string =>
  navigator.languages.find(tag => tag.slice(0, 2).toLowerCase() === language) ?? language

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED)
  } catch {
    return null
  }
}
