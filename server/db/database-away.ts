/**
 * SQLSTATEs of a server that is starting, stopping, full or read-only after a failover.
 * Source: PostgreSQL, appendix A.
 */
const awayStates = new Set(['57P01', '57P02', '57P03', '53300', '25006'])
const awayErrnos = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
])
/** pg gives these no code. */
const awayMessages =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|Connection ended)/

/** Whether the database could not be reached or refused to work: the same request may succeed in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true
  const { code } = error as { code?: unknown }
  if (typeof code === 'string') {
    // Only connecting gives ENOENT a syscall of `connect`: a socket file that is not there yet.
    if (awayErrnos.has(code))
      return code !== 'ENOENT' || (error as { syscall?: string }).syscall === 'connect'
    return awayStates.has(code) || /^08...$/.test(code)
  }
  return awayMessages.test(error.message)
}
