import type { InvitationKind } from './invitation/invitation-kinds.ts'

/** How an invitation brings somebody in. */
export type Carries = 'link' | 'password'
type Name = `invitation/${InvitationKind}`

/**
 * @param ordinal which follow-up, from 1
 * @param count how many the account's settings make
 */
export function followUpTemplate(ordinal: number, count: number, carries: Carries = 'link'): Name {
  if (ordinal >= count) return named('last-follow-up', carries)
  return named(ordinal === 1 ? 'first-follow-up' : 'second-follow-up', carries)
}

/** @param isAgain a message was accepted for them before */
export const welcomeTemplate = (isAgain: boolean, carries: Carries): Name =>
  named(isAgain ? 'again' : 'welcome', carries)

const named = (
  kind: 'welcome' | 'again' | `${'first' | 'second' | 'last'}-follow-up`,
  carries: Carries,
): Name => `invitation/${carries === 'password' ? (`${kind}-password` as const) : kind}`
