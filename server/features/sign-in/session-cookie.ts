import type { Installation } from '../settings/index.ts'

export const sessionCookieName = 'muster_session'
/** No rule of an installation lets a session last longer; when it is over, the server alone decides. */
const longestCookieSeconds = 365 * 24 * 60 * 60

/** By which protocol somebody asks, as the proxy says where one is believed. */
type Asked = { protocol: string }

/** How the cookie is set, and cleared: no script reads it, no other site sends it along. */
export const sessionCookieAttributes = ({ publicUrl }: Installation, { protocol }: Asked) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: publicUrl.startsWith('https:') || protocol === 'https',
  maxAge: longestCookieSeconds,
})

/** The arguments of `reply.setCookie` that sign a browser in. */
export const sessionCookie = (token: string, installation: Installation, asked: Asked) =>
  [sessionCookieName, token, sessionCookieAttributes(installation, asked)] as const
