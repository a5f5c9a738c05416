import { z } from 'zod'
import { longestPassword } from './session.ts'

/** What an invitation link leads to. Looking at it changes nothing. */
export const joinView = z
  .object({
    state: z.enum(['open', 'used', 'replaced', 'expired', 'withdrawn', 'declined']),
    accountName: z.string(),
    inviterName: z.string(),
    userName: z.string().describe('What they will sign in with'),
    language: z.enum(['en', 'ru']),
    needs: z
      .enum(['new-password', 'existing-password'])
      .describe('existing-password: a login with this user name exists; its owner signs in to join'),
  })
  .meta({ id: 'JoinView' })
export type JoinView = z.infer<typeof joinView>

export const joinInput = z.object({ password: z.string().min(1).max(longestPassword) })

/** Typed by the invitee: a program that presses every button declines nothing. */
export const declineInput = z.object({ word: z.string().max(50) })
