/** Joins what holds; always a string, as react-aria takes no undefined. */
export const classNames = (...names: (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ')
