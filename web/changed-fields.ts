/**
 * What was typed differently than it stands, each as it is sent.
 *
 * @param before what the fields were filled with
 * @param values what each of the fields means as it is typed now
 */
export const changedFields = <Name extends string>(
  typed: Record<Name, string>,
  before: Record<Name, string>,
  values: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    (Object.keys(typed) as Name[])
      .filter(name => typed[name].trim() !== before[name])
      .map(name => [name, values[name]]),
  )

/** What is no number goes along as it was typed: the server names the fault. */
export const asNumber = (typed: string): number | string =>
  /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : typed
