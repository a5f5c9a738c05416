/** Which columns an address names; without any, the usual ones. Kept as one word, so that a shared address shows the same. */
export function shownColumns(named: string | undefined, usual: readonly string[]): Set<string> {
  return new Set(named === undefined ? usual : named.split('.').filter(Boolean))
}

/** For the address: nothing where they are the usual ones; `-` where there is none at all. */
export function namedColumns(
  shown: ReadonlySet<string>,
  all: readonly string[],
  usual: readonly string[],
): string | undefined {
  const ids = all.filter(id => shown.has(id))
  return ids.join() === all.filter(id => usual.includes(id)).join() ? undefined : ids.join('.') || '-'
}
