import type { Installation } from '../settings/index.ts'

export const sessionCookieName = 'muster_session'
/** Without any request for so long, a session is over. */
export const idleSessionSeconds = 12 * 60 * 60
export const longestSessionSeconds = 30 * 24 * 60 * 60

/** How the cookie is set, and cleared: no script reads it, no other site sends it along. */
export const sessionCookieAttributes = ({ publicUrl }: Installation) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: publicUrl.startsWith('https:'),
  maxAge: longestSessionSeconds,
})

/** The arguments of `reply.setCookie` that sign a browser in. */
export const sessionCookie = (token: string, installation: Installation) =>
  [sessionCookieName, token, sessionCookieAttributes(installation)] as const
