const ALONE = /^\s*\{\{-?\s*link\s*-?\}\}\s*$/
const TAG = /\{%-?\s*(\w+)/g
const OPENS = new Set(['if', 'unless', 'case'])
const CLOSES = new Set(['endif', 'endunless', 'endcase'])

/** The paragraphs before and after the button, which stands where the link has a line of its own; else at the end. */
export function paragraphsOf(body: string): { before: string[]; after: string[]; hasLink: boolean } {
  const paragraphs = body
    .split(/(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*/)
    .map(each => each.trim())
    .filter(Boolean)
  const at = paragraphs.findIndex(each => ALONE.test(each))
  if (at === -1) return { before: paragraphs, after: [], hasLink: false }
  return { before: paragraphs.slice(0, at), after: paragraphs.slice(at + 1), hasLink: true }
}

/** Whether a name is printed where no condition can leave it out. */
export function alwaysPrints(source: string, name: string): boolean {
  const printed = new RegExp(`\\{\\{-?\\s*${name}\\s*-?\\}\\}`, 'g')
  return [...source.matchAll(printed)].some(({ index }) => depthAt(source, index) === 0)
}

function depthAt(source: string, end: number): number {
  let depth = 0
  for (const [, tag = ''] of source.slice(0, end).matchAll(TAG)) {
    if (OPENS.has(tag)) depth++
    else if (CLOSES.has(tag)) depth--
  }
  return depth
}
