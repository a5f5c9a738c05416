/** Whether PostgreSQL refused text for a NUL character, or JSON for half a character (a lone surrogate): it can store neither. */
export function isUnstorableText(error: unknown): boolean {
  const { code, detail } = (error ?? {}) as { code?: unknown; detail?: unknown }
  if (code === '22P02') return typeof detail === 'string' && /^Unicode (low|high) surrogate/.test(detail)
  return code === '22021' || code === '22P05'
}
