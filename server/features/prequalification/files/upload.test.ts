import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { anAccount, aUser, signedIn } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { prequalify } from '../../../../test/prequalification.ts'
import { inAccount } from '../../../db/connect.ts'

const { database, app } = await aPlace()
const gigabyte = 1024 ** 3
const piece = Buffer.alloc(4 * 1024 * 1024)

test('a file of 1 GB is refused with a clear error, and nothing of it is stored', async () => {
  const account = await anAccount(database.db)
  const user = await aUser(database.db, account, { companyName: 'Star Framing', hasJoined: true })
  const { formId } = await prequalify(database.db, account, [user])
  const answer = await app.inject({
    method: 'PUT',
    url: `/api/v1/my-forms/${formId}/files/certificate-of-insurance?version=0&name=all.pdf`,
    headers: {
      ...(await signedIn(database.db, account, user)),
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/pdf',
      'content-length': String(gigabyte),
    },
    payload: Readable.from(
      (function* () {
        for (let sent = 0; sent < gigabyte; sent += piece.length) yield piece
      })(),
    ),
  })
  assert.deepEqual([answer.statusCode, answer.json().code], [413, 'file-too-large'])
  const stored = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('answer_file').select('id').execute(),
  )
  const answers = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('answer').selectAll().execute(),
  )
  assert.deepEqual([stored, answers], [[], []])
})
