import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, testPassword } from '../../../test/account.ts'
import { aDatabase } from '../../../test/place.ts'
import { inAccount } from '../../db/connect.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { signIn } from './sign-in.ts'

const database = await aDatabase()

test('who is inactivated in the moment of signing in has no session afterwards', async () => {
  const account = await anAccount(database.db)
  const typed = { userName: account.reader.userName!, password: testPassword }
  let signingIn: Promise<unknown> | undefined
  let isAnswered = false
  await inAccount(database.db, account.id, async tx => {
    await tx
      .updateTable('person_state')
      .set({ status: 'inactive', active_email: null })
      .where('person_id', '=', account.reader.id)
      .execute()
    signingIn = signIn(database.db, createAttemptLimit(), typed, '192.0.2.1', new Date(), null)
    signingIn.catch(() => {}).finally(() => (isAnswered = true))
    const isHeldUp = async () =>
      (await sql`select from pg_locks where not granted`.execute(database.db)).rows.length > 0
    while (!isAnswered && !(await isHeldUp())) {}
  })
  await assert.rejects(signingIn!, { code: 'wrong-user-name-or-password' })
  const sessions = await inAccount(database.db, account.id, tx =>
    tx.selectFrom('session').select('id').execute(),
  )
  assert.deepEqual(sessions, [])
})
