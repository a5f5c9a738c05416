import type { Tx } from '../../../db/connect.ts'

export type NewFile = {
  id: string
  company_id: string
  form_id: string
  question_id: string
  name: string
  type: string
  size_bytes: number
  sha256: Buffer
  uploaded_by: string
}

export async function insertFile(tx: Tx, accountId: string, file: NewFile): Promise<void> {
  await tx
    .insertInto('answer_file')
    .values({ account_id: accountId, ...file })
    .execute()
}

/** Of all files of a form, those that were replaced included. */
export async function bytesIn(tx: Tx, accountId: string, formId: string): Promise<number> {
  const { bytes } = await tx
    .selectFrom('answer_file')
    .select(({ fn }) => fn.sum<number | null>('size_bytes').as('bytes'))
    .where('account_id', '=', accountId)
    .where('form_id', '=', formId)
    .executeTakeFirstOrThrow()
  return Number(bytes ?? 0)
}

export async function insertChunk(
  tx: Tx,
  accountId: string,
  chunk: { file_id: string; place: number; bytes: Buffer },
): Promise<void> {
  await tx
    .insertInto('answer_file_chunk')
    .values({ account_id: accountId, ...chunk })
    .execute()
}

/** A file that was uploaded for a company, in whichever of its forms. */
export function fileRow(tx: Tx, accountId: string, companyId: string, fileId: string) {
  return tx
    .selectFrom('answer_file')
    .select(['id', 'name', 'type', 'size_bytes', 'question_id'])
    .where('account_id', '=', accountId)
    .where('id', '=', fileId)
    .where('company_id', '=', companyId)
    .executeTakeFirst()
}

export async function chunkAt(
  tx: Tx,
  accountId: string,
  fileId: string,
  place: number,
): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('answer_file_chunk')
    .select('bytes')
    .where('account_id', '=', accountId)
    .where('file_id', '=', fileId)
    .where('place', '=', place)
    .executeTakeFirst()
  return row?.bytes
}
