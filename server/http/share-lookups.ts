/**
 * Lets those who ask for the same thing at once share one look-up: whoever comes while one runs gets the next, which
 * begins after they asked. So nobody is answered with what was true before.
 */
export function shareLookups<T>(lookUp: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  const next = new Map<string, Promise<T>>()

  function start(key: string): Promise<T> {
    const lookup = lookUp(key).finally(() => running.delete(key))
    running.set(key, lookup)
    return lookup
  }
  return key => {
    const waiting = next.get(key)
    if (waiting) return waiting
    const now = running.get(key)
    if (!now) return start(key)
    const startNext = () => {
      next.delete(key)
      return start(key)
    }
    const later = now.then(startNext, startNext)
    next.set(key, later)
    return later
  }
}
