/** Zero-width characters that no name needs. ZWJ and ZWNJ stay: Persian and Indic names are written with them. */
const invisible = /[\u00ad\u180e\u200b\u2060\ufeff]/g
/** Embeddings, overrides and isolates: they can turn around the words of a whole line. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g
/** Nothing to clean: most of what is imported, told in one look. */
const alreadyClean = /^[!-~]*(?: [!-~]+)*$/
const breaksAndControls = /[\p{Cc}\u2028\u2029]/gu

/**
 * One line of text as it is stored: NFC, line breaks and control characters as spaces, runs of spaces as one, trimmed.
 *
 * Right-to-left text stays as it is; HTML too: it is text, and whoever shows it escapes it.
 */
export function cleanText(raw: string): string {
  if (alreadyClean.test(raw) && !raw.startsWith(' ')) return raw
  return raw
    .toWellFormed() // PostgreSQL takes no lone surrogates
    .replace(bidiControls, '')
    .replace(invisible, '')
    .replace(breaksAndControls, ' ')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Removes everything that cannot be seen: what a copied address or number may carry along. */
export function stripInvisible(raw: string): string {
  return raw.replace(/\p{Cf}|\u034f/gu, '')
}
