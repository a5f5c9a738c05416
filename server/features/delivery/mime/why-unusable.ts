import type { WhyUnusable } from './mail-template.ts'

/** Liquid's own words, and our code for them. */
const KINDS: [RegExp, string][] = [
  [/^undefined variable: (?<name>[\w.-]+)/, 'template-unknown-name'],
  [/^undefined filter: (?<name>[\w-]+)/, 'template-unknown-filter'],
  [/^tag "(?<name>\w+)" not found/, 'template-unknown-tag'],
  [/^tag \{%-?\s*(?<name>\w+)[\s\S]* not closed/, 'template-not-closed'],
  [/^(?:output|tag) "(?<name>[^"]{0,20})[\s\S]* not closed/, 'template-not-closed'],
  [/ limit exceeded/, 'template-too-large'],
]

/** What is wrong with a template that Liquid could not read, as a code. */
export function whyUnusable(error: unknown): WhyUnusable {
  const { message = '', token } = error as { message?: string; token?: { getPosition?(): [number, number] } }
  const line = token?.getPosition?.()[0] ?? 1
  for (const [words, reason] of KINDS) {
    const match = words.exec(message)
    if (match) return { reason, detail: { line, ...(match.groups?.name && { name: match.groups.name }) } }
  }
  return { reason: 'template-unreadable', detail: { line } }
}
