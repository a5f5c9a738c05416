/** Addresses that a person can read and write: `?q=ana&invitation=error`, with nothing quoted or nested. */
export const parsePlainSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search))

export function stringifyPlainSearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== '') parts.set(name, String(value))
  }
  return parts.size ? `?${parts}` : ''
}

/** Of what the search of an address carries: text that is there. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined

/** Of what the search of an address carries: a day such as 2026-12-31. */
export const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined

/** Whether something in an address can be the id of anything. */
export const isId = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)
