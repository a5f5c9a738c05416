/** The day that it is somewhere, as `2027-03-31`. @param timeZone IANA */
export function dayIn(timeZone: string, now: Date): string {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, ...parts })
  formats.set(timeZone, known)
  return known.format(now)
}

const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
/** Making one takes longer than a page of the list. */
const formats = new Map<string, Intl.DateTimeFormat>()
