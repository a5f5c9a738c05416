import { Liquid } from 'liquidjs'
import { escapeHtml } from './escape-html.ts'
import { type Rendered, UnusableTemplate } from './mail-template.ts'
import { singleLine } from './single-line.ts'
import { refuseOtherUsesOfSlots } from './slot-use.ts'
import { whyUnusable } from './why-unusable.ts'

/** Literal text, or the number of a slot. */
export type SlottedText = readonly (string | number)[]

class Slot {
  readonly mark: string
  constructor(index: number) {
    this.mark = `\uE000${index}\uE001`
  }
}

/** Everything else would read files, or could hide a slot in a variable. */
const REFUSED_TAGS = ['capture', 'include', 'render', 'layout', 'block']
const FOREIGN_MARKS = /[\uE000\uE001]/g

function engineWith(written: (text: string) => string, limits = {}): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    templates: {},
    parseLimit: 1_000_000, // characters
    renderLimit: 1_000, // milliseconds
    memoryLimit: 1_000_000, // characters and list elements
    ...limits,
    outputEscape: value => (value instanceof Slot ? value.mark : written(printable(value))),
  })
  engine.unregisterFilter('raw') // would print an account's name into the HTML as it is
  for (const tag of REFUSED_TAGS) delete engine.tags[tag]
  return engine
}

/**
 * For words that an account wrote: no loops, no variables of their own, few filters, small limits. What is left ends in
 * time that grows with its length alone.
 */
function narrowed(engine: Liquid): Liquid {
  for (const tag of Object.keys(engine.tags)) if (!OWN_TAGS.has(tag)) delete engine.tags[tag]
  for (const filter of Object.keys(engine.filters)) {
    if (!OWN_FILTERS.has(filter)) engine.unregisterFilter(filter)
  }
  return engine
}
const OWN_TAGS = new Set(['if', 'unless', 'case'])
const OWN_FILTERS = new Set(['default', 'upcase', 'downcase', 'capitalize', 'strip', 'append', 'prepend'])
const OWN_LIMITS = { parseLimit: 100_000, renderLimit: 100, memoryLimit: 200_000 }

const ENGINES = {
  ours: { text: engineWith(text => text), html: engineWith(escapeHtml) },
  own: {
    text: narrowed(engineWith(text => text, OWN_LIMITS)),
    html: narrowed(engineWith(escapeHtml, OWN_LIMITS)),
  },
}

/**
 * Renders once what the batch knows, and leaves its slots open.
 *
 * @param isOwn an account wrote it: it gets less of Liquid
 * @throws UnusableTemplate when Liquid can't read it, a name is unknown, or a slot is not merely printed
 */
export function slottedText(
  source: string,
  kind: 'text' | 'html',
  batch: Rendered,
  part: string,
  isOwn = false,
): SlottedText {
  const engine = ENGINES[isOwn ? 'own' : 'ours'][kind]
  const clean = source.replace(FOREIGN_MARKS, '')
  try {
    refuseOtherUsesOfSlots(engine, clean, batch, part)
    return split(engine.parseAndRenderSync(clean, scopeOf(batch)))
  } catch (error) {
    if (error instanceof UnusableTemplate) throw error
    throw new UnusableTemplate(`${part}: ${(error as Error).message}`, whyUnusable(error), { cause: error })
  }
}

function split(rendered: string): SlottedText {
  const pieces: (string | number)[] = []
  for (const [index, piece] of rendered.split(/\uE000(\d+)\uE001/).entries()) {
    if (index % 2 === 1) pieces.push(Number(piece))
    else if (piece !== '') pieces.push(piece)
  }
  return pieces
}

function printable(value: unknown): string {
  return value === null || value === undefined ? '' : singleLine(String(value)).replace(FOREIGN_MARKS, '')
}

function scopeOf({ variables, slots }: Rendered): object {
  const scope: Record<string, unknown> = { ...variables }
  for (const [index, name] of slots.entries()) {
    const path = name.split('.')
    const last = path.pop()!
    let place = scope
    for (const step of path) {
      place[step] = { ...(place[step] as object | undefined) }
      place = place[step] as Record<string, unknown>
    }
    place[last] = new Slot(index)
  }
  return scope
}
