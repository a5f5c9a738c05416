/**
 * Where to go after signing in: only to a page of this site, because the address stands in a link that anybody may have made.
 *
 * It is read as the browser will read it, which passes over tabs and line breaks and takes a backslash for a slash.
 */
export function insideOnly(next: string | undefined, origin: string): string {
  const url = next?.startsWith('/') ? URL.parse(next, origin) : null
  if (url?.origin !== origin || url.pathname.startsWith('//')) return '/directory/users'
  return url.pathname + url.search + url.hash
}
