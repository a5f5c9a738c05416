import fs from 'node:fs'
import { mostFileBytes, mostFormFilesBytes } from '../../../../contract/prequalification/submissions.ts'
import { type Db, inAccount, type Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import type { Actor } from '../../permissions/index.ts'
import { questionOf, takeWritable, writeOver } from '../portal/save-answer.ts'
import { bytesIn, insertChunk, insertFile } from './file-queries.ts'
import { judgeFile } from './judge-file.ts'
import { receiveFile } from './receive-file.ts'

/** Bytes in a row. */
const chunkBytes = 256 * 1024

/**
 * Answers a question with a file. Who may not write in the form sends nothing; what is refused leaves nothing behind.
 *
 * @throws Problem not-found, form-locked, file-too-large, faulty-input, answer-changed-meanwhile with the other's answer
 */
export async function storeFile(
  db: Db,
  actor: Actor,
  at: { formId: string; questionId: string },
  given: { name: string; version: number; body: NodeJS.ReadableStream },
) {
  const { accountId, personId } = actor
  await inAccount(db, accountId, tx => takeQuestion(tx, actor, at))
  return receiveFile(given.body, mostFileBytes, async received => {
    const judged = await judgeFile(given.name, received)
    if ('fault' in judged) throw new Problem('faulty-input', { faults: [judged.fault] })
    const { name, type } = judged
    return inAccount(db, accountId, async tx => {
      const row = await takeQuestion(tx, actor, at)
      // The form is ours until the end: nobody else adds to it meanwhile.
      if ((await bytesIn(tx, accountId, at.formId)) + received.sizeBytes > mostFormFilesBytes)
        refuseFaults([{ path: ['file'], reason: 'form-files-too-large' }])
      const id = newId()
      await insertFile(tx, accountId, {
        id,
        company_id: row.company_id,
        form_id: at.formId,
        question_id: at.questionId,
        name,
        type,
        size_bytes: received.sizeBytes,
        sha256: received.sha256,
        uploaded_by: personId,
      })
      await copyIn(tx, accountId, id, received.path)
      const value = { fileId: id, name, type, sizeBytes: received.sizeBytes }
      return writeOver(tx, actor, row, { questionId: at.questionId, value, version: given.version })
    })
  })
}

async function takeQuestion(tx: Tx, actor: Actor, at: { formId: string; questionId: string }) {
  const row = await takeWritable(tx, actor, at.formId)
  if (questionOf(row, at.questionId).type !== 'file')
    refuseFaults([{ path: ['questionId'], reason: 'not-a-file-question' }])
  return row
}

async function copyIn(tx: Tx, accountId: string, fileId: string, path: string): Promise<void> {
  let place = 0
  for await (const bytes of fs.createReadStream(path, { highWaterMark: chunkBytes }))
    await insertChunk(tx, accountId, { file_id: fileId, place: place++, bytes })
}
