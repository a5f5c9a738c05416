import type { Installation } from '../settings/index.ts'

export const sessionCookieName = 'muster_session'
/** No rule of an installation lets a session last longer; when it is over, the server alone decides. */
const longestCookieSeconds = 365 * 24 * 60 * 60

/** By which protocol somebody asks, as the proxy says where one is believed. */
type Asked = { protocol: string }
type At = Pick<Installation, 'publicUrl'>

const isSecure = ({ publicUrl }: At, { protocol }: Asked) =>
  publicUrl.startsWith('https:') || protocol === 'https'

/**
 * Over https its name binds a cookie to this very host: a browser takes it from nobody else below the same domain, nor
 * over http. Source: RFC 6265bis, section 4.1.3.2.
 */
export const cookieNameFor = (name: string, installation: At, asked: Asked): string =>
  isSecure(installation, asked) ? `__Host-${name}` : name

export const sessionCookieNameFor = (installation: At, asked: Asked): string =>
  cookieNameFor(sessionCookieName, installation, asked)

/** How the cookie is set, and cleared: no script reads it, no other site sends it along. */
export const sessionCookieAttributes = (installation: At, asked: Asked) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(installation, asked),
  maxAge: longestCookieSeconds,
})

/** The arguments of `reply.setCookie` that sign a browser in. */
export const sessionCookie = (token: string, installation: At, asked: Asked) =>
  [sessionCookieNameFor(installation, asked), token, sessionCookieAttributes(installation, asked)] as const
