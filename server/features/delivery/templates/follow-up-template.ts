import type { TemplateName } from './mail-template-named.ts'

/**
 * @param ordinal which follow-up, from 1
 * @param count how many the account's settings make
 */
export function followUpTemplate(ordinal: number, count: number): TemplateName {
  if (ordinal >= count) return 'invitation/last-follow-up'
  return ordinal === 1 ? 'invitation/first-follow-up' : 'invitation/second-follow-up'
}
