/** What a spreadsheet would take as the beginning of a formula, after any guards a value already carries. */
const guarded = /^'*[=+\-@\t\r\0]/

/**
 * Puts an apostrophe before a cell that a spreadsheet would run as a formula.
 *
 * A cell that already looks guarded gets one more, so that `unguard` gives every cell back exactly as it was.
 */
export function guard(cell: string): string {
  return guarded.test(cell) ? `'${cell}` : cell
}

/** Undoes exactly what `guard` did; cells that it would not have touched stay as they are. */
export function unguard(cell: string): string {
  return cell.startsWith("'") && guarded.test(cell) ? cell.slice(1) : cell
}
