import { z } from 'zod'
import { moment } from './paging.ts'
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
      .enum(['new-password', 'existing-password', 'own-user-name'])
      .describe(
        'existing-password: a login with this user name exists; its owner signs in to join. own-user-name: its owner is a user of this account already, so that nobody else can join by it',
      ),
  })
  .meta({ id: 'JoinView' })
export type JoinView = z.infer<typeof joinView>

export const joinInput = z.object({ password: z.string().min(1).max(longestPassword) })

/** With a temporary password: what somebody chooses instead of it. */
export const temporaryJoinInput = z.object({
  userName: z.string().min(1).max(254),
  temporaryPassword: z.string().min(1).max(longestPassword),
  password: z
    .string()
    .min(1)
    .max(longestPassword)
    .describe('Chosen now; of a login that exists by now, its own'),
})
export type TemporaryJoinInput = z.infer<typeof temporaryJoinInput>
export const temporaryAskInput = temporaryJoinInput.pick({ temporaryPassword: true })

/** The link of an invitation whose message could not be delivered, for who hands it over. */
export const givenLink = z.object({ link: z.string(), expiresAt: moment }).meta({ id: 'GivenLink' })
export type GivenLink = z.infer<typeof givenLink>

/** Typed by the invitee: a program that presses every button declines nothing. */
export const declineInput = z.object({ word: z.string().max(50) })
