/** Facts for a log line. Never personal: ids, names of ours, counts and times only. */
export type LogFields = Record<string, string | number | boolean | null | undefined>

export type Log = Record<'info' | 'warn' | 'error', (event: string, fields?: LogFields) => void>

/** One JSON object per line. @param write gets each line without its end */
export function jsonLog(write: (line: string) => void): Log {
  const at =
    (level: string) =>
    (event: string, fields: LogFields = {}) =>
      write(JSON.stringify({ level, time: new Date().toISOString(), event, ...fields }))
  return { info: at('info'), warn: at('warn'), error: at('error') }
}

export const silentLog: Log = { info() {}, warn() {}, error() {} }

/**
 * What of an error may be logged. Not its message: PostgreSQL puts the offending row in it, a mail server the address.
 * The stack's first line is the message, so only the places are kept.
 */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error }
  const { code, constraint, table } = error as Error & Record<string, unknown>
  const places = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line))
  return {
    error: error.name,
    code: typeof code === 'string' ? code : undefined,
    constraint: typeof constraint === 'string' ? constraint : undefined,
    table: typeof table === 'string' ? table : undefined,
    at: places
      .slice(0, 4)
      .map(line => line.trim())
      .join(' < '),
  }
}
