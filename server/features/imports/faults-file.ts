import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import { type Db, inAccount } from '../../db/connect.ts'
import { csvLine } from '../../lib/csv/index.ts'
import { type WordsLanguage, wordsFor } from '../../lib/words.ts'
import type { Actor } from '../permissions/index.ts'
import { accountSettings } from '../settings/index.ts'
import { listImportLines, viewImport } from './view-import.ts'

/** Rows per query: memory stays the same for ten faulty lines and for a million. */
const pageLines = 2_000
/** Without it Excel does not read the file as UTF-8. */
const byteOrderMark = '\uFEFF'

/**
 * The faulty lines of a file as they were, each with its line number and what is wrong in words: to be mended there and
 * imported again.
 *
 * The two columns stand first, so that cells which are too many or too few do not move them; an import leaves them out.
 * @throws Problem not-found before the first piece
 */
export async function* faultsFile(db: Db, actor: Actor, importId: string): AsyncGenerator<string> {
  const { accountId } = actor
  const { view, language } = await inAccount(db, accountId, async tx => ({
    view: await viewImport(tx, accountId, importId),
    language: (await accountSettings(tx, accountId)).language,
  }))
  const titles = ['line', 'why'].map(column => wordsFor(language, `imports.faults-file.${column}`) ?? column)
  yield byteOrderMark + csvLine([...titles, ...view.columns.map(column => column.header)], view.delimiter)
  for (let cursor: string | undefined; ; ) {
    const query = { verdict: 'faulty', limit: pageLines, cursor } as const
    const { items, next } = await inAccount(db, accountId, tx =>
      listImportLines(tx, accountId, importId, query),
    )
    yield items
      .map(line =>
        csvLine([String(line.line), whyInWords(language, line, view), ...line.cells], view.delimiter),
      )
      .join('')
    if (next === null) return
    cursor = next
  }
}

/** All faults of a line; each that is about a cell begins with the heading of its column. */
function whyInWords(language: WordsLanguage, { faults }: ImportLine, { columns }: ImportView): string {
  return faults
    .map(({ field, reason, detail }) => {
      const words = wordsFor(language, `fault.${reason}`, detail) ?? reason
      const heading = field === null ? undefined : columns.find(column => column.field === field)?.header
      return heading === undefined ? words : `${heading}: ${words}`
    })
    .join(' ')
}
