import { Readable } from 'node:stream'
import { type Db, inAccount, type Tx } from '../../../db/connect.ts'
import { Problem } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { chunkAt, fileRow } from './file-queries.ts'

/** Whatever it is, it is saved and not shown: nothing in it runs in our name. */
const neverShown = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, no-store',
}

/**
 * A file for sending, piece by piece.
 *
 * @param mayRead finds the company whose file it must be, and says whether the file of a question may be read
 * @throws Problem not-found
 */
export async function fileToSend(
  db: Db,
  { accountId }: Actor,
  fileId: string,
  mayRead: (tx: Tx) => Promise<{ companyId: string; isVisible: (questionId: string) => boolean }>,
) {
  const file = await inAccount(db, accountId, async tx => {
    const { companyId, isVisible } = await mayRead(tx)
    const row = await fileRow(tx, accountId, companyId, fileId)
    if (!row || !isVisible(row.question_id)) throw new Problem('not-found')
    return row
  })
  return {
    headers: {
      ...neverShown,
      'content-type': file.type,
      'content-length': file.size_bytes,
      'content-disposition': attachment(file.name),
    },
    body: Readable.from(piecesOf(db, accountId, fileId)),
  }
}

async function* piecesOf(db: Db, accountId: string, fileId: string): AsyncGenerator<Buffer> {
  for (let place = 0; ; place++) {
    const bytes = await inAccount(db, accountId, tx => chunkAt(tx, accountId, fileId, place))
    if (!bytes) return
    yield bytes
  }
}

/** Source: RFC 6266 and RFC 8187: the name in full, and for old programs what of it is plain. */
export function attachment(name: string): string {
  const plain = name.replace(/[^\w. -]/g, '_')
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    one => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
