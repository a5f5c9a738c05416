import { z } from 'zod'

/** @param code ISO 3166-1 alpha-2, upper case */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code)) return false
  return new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined
}

/** @param name as the IANA database has it */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}

export const country = z.string().refine(isCountry)
export const timeZone = z.string().refine(isTimeZone)
