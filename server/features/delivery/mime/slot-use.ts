import type { Liquid } from 'liquidjs'
import { type Rendered, UnusableTemplate } from './mail-template.ts'

const PRINTED = /\{\{-?\s*([A-Za-z_][\w.-]*)\s*-?\}\}/dg

/**
 * A slot has no value yet when the batch is prepared, so a filter, condition or assignment over it would work on
 * nothing. Every mention that Liquid finds must be one of the plain `{{ name }}`.
 */
export function refuseOtherUsesOfSlots(engine: Liquid, source: string, batch: Rendered, part: string): void {
  const slots = new Set(batch.slots)
  const roots = new Set(batch.slots.map(name => name.split('.')[0]!))
  const printed = placesOfPrintedSlots(source, slots)

  const { variables } = engine.parseAndAnalyzeSync(source, undefined, { partials: false })
  for (const mention of Object.values(variables).flat()) {
    const name = mention.toString()
    if (!roots.has(String(mention.segments[0])) || isKnownToBatch(name, batch)) continue
    const { row, col } = mention.location
    if (printed.has(`${row}:${col}`)) continue
    const detail = { line: row, name }
    throw slots.has(name)
      ? new UnusableTemplate(
          `${part}, line ${row}: "${name}" differs from person to person and can only be printed, as {{ ${name} }}`,
          { reason: 'template-only-printed', detail },
        )
      : new UnusableTemplate(
          `${part}, line ${row}: "${name}" is not known; what differs from person to person is ${[...slots].join(', ')}`,
          { reason: 'template-unknown-name', detail },
        )
  }
}

function placesOfPrintedSlots(source: string, slots: ReadonlySet<string>): Set<string> {
  const places = new Set<string>()
  let row = 1
  let lineStart = 0
  let read = 0
  for (const match of source.matchAll(PRINTED)) {
    if (!slots.has(match[1]!)) continue
    const at = match.indices![1]![0]
    for (let end = source.indexOf('\n', read); end !== -1 && end < at; end = source.indexOf('\n', end + 1)) {
      row += 1
      lineStart = end + 1
    }
    read = at
    places.add(`${row}:${at - lineStart + 1}`)
  }
  return places
}

function isKnownToBatch(name: string, { variables, slots }: Rendered): boolean {
  const [root, field] = name.split('.')
  const value = variables[root!]
  return (
    field !== undefined &&
    !slots.includes(name) &&
    typeof value === 'object' &&
    value !== null &&
    field in value
  )
}
