import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { anAccount, appFor, aUser, testInstallation } from '../../../test/account.ts'
import { asker } from '../../../test/ask.ts'
import { aDatabase } from '../../../test/place.ts'
import { onAccountLine } from '../../db/account-line.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { messageKinds } from '../../registry.ts'
import { cancelMessages } from './cancel-messages.ts'
import { ledger } from './ledger.ts'
import { settleByKeys } from './ledger-queries.ts'
import type { ClaimedMessage } from './message-kind.ts'

const database = await aDatabase()

/** An account in which one message waits. */
async function oneInvited() {
  const app = await appFor(database)
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account)
  await asker(database.db, app)(account, 'POST', `/people/${id}/invitation`)
  await app.close()
  return account
}

/** Claims a message and looks after its lease when only so much of it is left. */
async function isRenewed(leftMs: number): Promise<boolean> {
  const account = await oneInvited()
  return onAccountLine(database, account.id, async line => {
    const book = ledger(
      database.db,
      line,
      account.id,
      'email',
      randomUUID(),
      messageKinds(testInstallation),
      'hold',
    )
    const [message] = await book.claim(new Date(Date.now() + 1000), 10)
    const lease_until = new Date(Date.now() + leftMs)
    await inAccount(database.db, account.id, tx =>
      tx.updateTable('message').set({ lease_until }).where('id', '=', message!.id).execute(),
    )
    await book.renew()
    const renewed = await inAccount(database.db, account.id, tx =>
      tx
        .selectFrom('message')
        .select('state')
        .where('id', '=', message!.id)
        .where('lease_until', '>', lease_until)
        .executeTakeFirst(),
    )
    return renewed?.state === 'sending'
  })
}

test('a mail server that takes its time before it takes the message does not cost us the message', async () => {
  assert.equal(await isRenewed(3_000), true)
})

test('a lease that has ended is not renewed: the message may be in other hands', async () => {
  assert.equal(await isRenewed(-100), false)
})

/** What is known of a message in the end whose first copy is answered for only after another worker took it up, and what it did. */
async function afterALateAnswer(
  meanwhile: (next: ReturnType<typeof ledger>, again: ClaimedMessage, accountId: string) => Promise<unknown>,
): Promise<string> {
  const account = await oneInvited()
  await onAccountLine(database, account.id, async line => {
    const kinds = messageKinds(testInstallation)
    const aWorker = () => ledger(database.db, line, account.id, 'email', randomUUID(), kinds, 'retry')
    const [frozen, next] = [aWorker(), aWorker()]
    const soon = new Date(Date.now() + 1000)
    const [first] = await frozen.claim(soon, 10)
    assert.equal(await frozen.fence(first!), true)
    await inAccount(database.db, account.id, tx =>
      tx
        .updateTable('message')
        .set({ lease_until: new Date(0) })
        .execute(),
    )
    const [again] = await next.claim(soon, 10)
    assert.deepEqual([again!.id, again!.isResend], [first!.id, true])
    await meanwhile(next, again!, account.id)
    await frozen.note(answered(first!, 'accepted'), null)
    assert.equal(await next.fence(again!), false)
    await next.note(answered(again!, 'refused'), null)
  })
  const { rows } = await inAccount(database.db, account.id, tx =>
    sql<{ states: string }>`select m.state || ', ' || s.invitation_state as states
      from message m join person_state s on s.person_id = m.person_id`.execute(tx),
  )
  return rows[0]!.states
}

const answered = ({ id, attempt }: ClaimedMessage, state: 'accepted' | 'refused') => ({
  ...{ id, attempt, state, reason: state === 'refused' ? 'mailbox-full' : null },
  ...{ reply: null, reference: null, retryInSeconds: null, isResend: false },
})

test('an answer that comes while the message is taken up once more counts: the second copy does not leave', async () => {
  assert.equal(await afterALateAnswer(async () => {}), 'accepted, sent')
})

test('it counts also while the second copy is on its way, whatever is said to that one', async () => {
  assert.equal(await afterALateAnswer((next, again) => next.fence(again)), 'accepted, sent')
})

test('and after the second copy was called back', async () => {
  const states = await afterALateAnswer((_, again, accountId) =>
    inAccount(database.db, accountId, tx =>
      cancelMessages(tx, accountId, { personIds: [again.personId] }, 'run-cancelled'),
    ),
  )
  assert.equal(states, 'accepted, sent')
})

test('answers are noted by keys alone; whether that waits for the disk is said, and only of that transaction', async () => {
  const account = await anAccount(database.db)
  const settings = (isDurable: boolean) =>
    inAccount(database.db, account.id, async tx => {
      // The server of tests waits for no disk.
      await sql`set local synchronous_commit = on`.execute(tx)
      await settleByKeys(tx, isDurable)
      return valuesOf(tx)
    })
  assert.deepEqual(await settings(true), ['force_generic_plan', 'on'])
  assert.deepEqual(await settings(false), ['force_generic_plan', 'off'])
  assert.equal((await inAccount(database.db, account.id, valuesOf))[0], 'auto')
})

async function valuesOf(tx: Tx): Promise<string[]> {
  const names = ['plan_cache_mode', 'synchronous_commit']
  const { rows } = await sql<{ value: string }>`
    select current_setting(name) as value from unnest(${names}::text[]) name`.execute(tx)
  return rows.map(row => row.value)
}
