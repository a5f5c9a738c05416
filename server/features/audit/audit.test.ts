import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { auditEventNames, auditEvents } from '../../../contract/audit.ts'
import {
  actorFor,
  anAccount,
  appFor,
  aUser,
  signIn,
  testInstallation,
  testPassword,
} from '../../../test/account.ts'
import { aDatabase, atTheEnd, theOwnerOf } from '../../../test/place.ts'
import { inAccount, type Tx } from '../../db/connect.ts'
import { wordsFor } from '../../lib/words.ts'
import { record, recordEach, verifyChain } from './index.ts'
import { sealingSweep } from './sweeps.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-audit-'))
atTheEnd(() => fs.rmSync(folder, { recursive: true }))
const database = await aDatabase()
/** Stands for whoever got hold of the database. */
const intruder = await theOwnerOf(database)

function aBook(accountId: string, name: string) {
  const auditAnchorsFile = path.join(folder, `${name}.jsonl`)
  const { sweep } = sealingSweep({ db: database.db, installation: { ...testInstallation, auditAnchorsFile } })
  const seal = async () => {
    while (await sweep(accountId, new Date(), new AbortController().signal));
  }
  const verify = (secret = testInstallation.secret) =>
    verifyChain(database.db, accountId, { secret, anchorsFile: auditAnchorsFile })
  return { seal, verify }
}

test('a worker that has nothing else to keep on its machine makes the folder for its anchors', async () => {
  const account = await anAccount(database.db)
  const { seal, verify } = aBook(account.id, path.join('not', 'there', 'yet'))
  await inAccount(database.db, account.id, tx =>
    record(
      tx,
      { accountId: account.id, actorId: account.admin.id },
      'invitation.declined',
      {},
      account.admin.id,
    ),
  )
  await seal()
  assert.deepEqual((await verify()).faults, [])
  assert.ok(fs.existsSync(path.join(folder, 'not', 'there', 'yet.jsonl')))
})

test('every event has words in every language and a schema that takes what is recorded', async () => {
  for (const event of auditEventNames) {
    for (const language of ['en', 'ru'] as const) assert.ok(wordsFor(language, `audit.${event}`), event)
  }
  const account = await anAccount(database.db)
  await actsOf(account)
  const { rows } = await intruder.query('select event, detail from audit_event')
  for (const { event, detail } of rows) {
    const schema = auditEvents[event as keyof typeof auditEvents]
    assert.ok(schema.safeParse(detail).success, `${event} ${JSON.stringify(detail)}`)
  }
})

/** An administrator's quarter of an hour, over HTTP. */
async function actsOf(account: Awaited<ReturnType<typeof anAccount>>) {
  const app = await appFor(database)
  try {
    const headers = {
      ...(await signIn(app, account.admin.userName!, testPassword)),
      'sec-fetch-site': 'same-origin',
    }
    const add = {
      firstName: 'Ana',
      lastName: 'Kovač',
      email: `ana-${account.id}@example.com`,
      phone: null,
      jobTitle: null,
      companyName: null,
      templateId: account.templates.readOnly,
    }
    const added = await app.inject({ method: 'POST', url: '/api/v1/people', headers, payload: add })
    assert.equal(added.statusCode, 201, added.body)
    const { id } = added.json()
    const edit = { lastName: 'Horvat', templateId: account.templates.standard }
    assert.equal(
      (await app.inject({ method: 'PATCH', url: `/api/v1/people/${id}`, headers, payload: edit })).statusCode,
      200,
    )
    assert.equal(
      (await app.inject({ method: 'POST', url: `/api/v1/people/${id}/invitation`, headers })).statusCode,
      202,
    )
    const run = await app.inject({
      method: 'POST',
      url: '/api/v1/bulk-actions/user.invite/runs',
      headers,
      payload: { selection: { ids: [account.reader.id] }, input: {} },
    })
    assert.equal(run.statusCode, 201, run.body)
    assert.equal(
      (await app.inject({ method: 'POST', url: `/api/v1/runs/${run.json().id}/cancel`, headers })).statusCode,
      200,
    )
    const list = await app.inject({ url: '/api/v1/audit-events?limit=2', headers })
    const csv = await app.inject({ url: '/api/v1/audit-events.csv', headers })
    await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    const refused = await app.inject({
      url: '/api/v1/audit-events',
      headers: await signIn(app, account.reader.userName!, testPassword),
    })
    return { personId: id as string, list, csv, refused }
  } finally {
    await app.close()
  }
}

test('what an administrator does is on the record: who, what, to whom, from and to', async () => {
  const account = await anAccount(database.db)
  const { personId } = await actsOf(account)
  const { rows } = await intruder.query(
    `select event, actor_id, subject_id, run_id is not null as is_in_run, detail from audit_event where account_id = $1 order by at, id`,
    [account.id],
  )
  assert.ok(rows.every(row => row.actor_id === account.admin.id || row.actor_id === account.reader.id))
  assert.deepEqual(
    rows.map(
      row => `${row.event}${row.subject_id === personId ? ' Ana' : ''}${row.is_in_run ? ' in a run' : ''}`,
    ),
    [
      'account.created',
      'session.started',
      'person.added Ana',
      'person.changed Ana',
      'person.invited Ana',
      'run.started in a run',
      'run.cancelled in a run',
      'export.made',
      'session.ended',
      'session.started',
    ],
  )
  assert.deepEqual(rows[3].detail.changes, [
    { field: 'lastName', from: 'Kovač', to: 'Horvat' },
    { field: 'templateId', from: 'Read Only', to: 'Directory Standard + Create and Edit Users' },
  ])
})

test('administrators read it newest first, page by page and as CSV; nobody else does', async () => {
  const account = await anAccount(database.db)
  const { list, csv, refused } = await actsOf(account)
  const { items, next } = list.json()
  assert.deepEqual(
    items.map((item: { event: string }) => item.event),
    ['run.cancelled', 'run.started'],
  )
  assert.equal(items[0].actor.name, 'Ada Admin')
  assert.ok(next)
  assert.match(csv.body, /person\.added,Ada Admin,Ana Horvat/)
  assert.equal(refused.statusCode, 403)
})

test('an act that is rolled back leaves nothing on the record', async () => {
  const account = await anAccount(database.db)
  const before = await countOf(account.id)
  const undone = inAccount(database.db, account.id, async tx => {
    await record(tx, { accountId: account.id, actorId: account.admin.id }, 'session.started', {})
    throw new Error('changed my mind')
  })
  await assert.rejects(undone, /changed my mind/)
  assert.equal(await countOf(account.id), before)
})

const countOf = async (accountId: string) =>
  (await intruder.query('select count(*)::int as count from audit_event where account_id = $1', [accountId]))
    .rows[0].count

test('the program itself can neither change nor remove what is on the record', async () => {
  const account = await anAccount(database.db)
  await aBook(account.id, 'own').seal()
  const inside = async (statement: string) => {
    await assert.rejects(
      inAccount(database.db, account.id, async () => {
        const client = await database.pool.connect()
        try {
          await client.query('begin')
          await client.query(`select set_config('muster.account_id', $1, true)`, [account.id])
          await client.query(statement)
        } finally {
          await client.query('rollback')
          client.release()
        }
      }),
      /permission denied|append-only/,
      statement,
    )
  }
  await inside(`update audit_event set event = 'person.invited'`)
  await inside(`update audit_event set detail = '{}'`)
  await inside(`update audit_event set detail = '{"changes": []}', erased_at = now()`)
  await inside(`update audit_link set sequence = sequence + 100`)
  await inside(`update audit_link set salt = sha256(salt)`)
  await inside('delete from audit_link')
  await inside('delete from audit_event')
  await inside('truncate audit_event')
  await assert.rejects(intruder.query('delete from audit_event'), /append-only/, 'nor a superuser by mistake')
})

test('what many workers write and seal at once is one chain without gaps', async () => {
  const account = await anAccount(database.db)
  const { seal, verify } = aBook(account.id, 'many')
  const people = await Promise.all(Array.from({ length: 5 }, () => aUser(database.db, account)))
  const actor = await actorFor(database.db, account, account.admin)
  const write = async () => {
    for (let time = 0; time < 10; time++) {
      await inAccount(database.db, account.id, tx =>
        recordEach(
          tx,
          { accountId: account.id, actorId: actor.personId },
          'person.invited',
          {},
          people.map(one => one.id),
        ),
      )
      await seal()
    }
  }
  await Promise.all([write(), write(), write()])
  await seal()
  const report = await verify()
  assert.deepEqual(report.faults, [])
  assert.deepEqual([report.sealed, report.unsealed], [1 + 150, 0])
  assert.equal(
    (await verify(Buffer.alloc(32, 8))).faults[0]?.fault,
    'changed',
    'another key makes another chain',
  )
})

test('what a transaction wrote that ended later than others is sealed too', async () => {
  const account = await anAccount(database.db)
  const { seal, verify } = aBook(account.id, 'late')
  await seal()
  const by = { accountId: account.id, actorId: account.admin.id }
  const write = (tx: Tx) => record(tx, by, 'session.started', {})
  await inAccount(database.db, account.id, async late => {
    await write(late)
    for (let time = 0; time < 2; time++) {
      await inAccount(database.db, account.id, write)
      await seal()
    }
  })
  assert.equal((await verify()).unsealed, 1)
  await seal()
  const { sealed, unsealed, faults } = await verify()
  assert.deepEqual([sealed, unsealed, faults], [4, 0, []])
})

test('sealing goes on where the database was brought to a server that counts its transactions from one again', async () => {
  const account = await anAccount(database.db)
  const { seal, verify } = aBook(account.id, 'moved')
  await seal()
  await intruder.query('set session_replication_role = replica')
  await intruder.query(`update audit_event set written_in = '4000000000' where account_id = $1`, [account.id])
  await intruder.query(`update audit_link set goes_on_in = '4000000000' where account_id = $1`, [account.id])
  await intruder.query('set session_replication_role = origin')
  for (let time = 0; time < 2; time++) {
    await inAccount(database.db, account.id, tx =>
      record(tx, { accountId: account.id, actorId: account.admin.id }, 'session.started', {}),
    )
    await seal()
  }
  const { sealed, unsealed, faults } = await verify()
  assert.deepEqual([sealed, unsealed, faults], [3, 0, []])
})

test('of 1,000 random edits, removals, swaps and cuts by who owns the database none goes unnoticed', async () => {
  const account = await anAccount(database.db)
  const { seal, verify } = aBook(account.id, 'tampered')
  const people = await Promise.all(Array.from({ length: 8 }, () => aUser(database.db, account)))
  for (const person of people) {
    await inAccount(database.db, account.id, tx =>
      record(
        tx,
        { accountId: account.id, actorId: account.admin.id },
        'person.changed',
        { changes: [{ field: 'email', from: null, to: 'a@example.com' }] },
        person.id,
      ),
    )
    await seal()
  }
  const { rows: whole } = await intruder.query(
    'select sequence::int from audit_link where account_id = $1 order by 1',
    [account.id],
  )
  const count = whole.length
  assert.equal(count, 9)
  await intruder.query('set session_replication_role = replica')
  const both = ['audit_event', 'audit_link']
  for (const table of both) {
    await intruder.query(`create table kept_${table} as select * from ${table} where account_id = $1`, [
      account.id,
    ])
  }
  let seed = 42
  const dice = (sides: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31
    return Math.floor((seed / 2 ** 31) * sides)
  }
  const edits = [
    `event = 'person.joined'`,
    `at = at + interval '1 microsecond'`,
    `actor_id = gen_random_uuid()`,
    `actor_id = null`,
    `subject_id = gen_random_uuid()`,
    `run_id = gen_random_uuid()`,
    `detail = '{"changes": []}'`,
    `detail = detail || '{"x": 1}'`,
    `erased_at = now()`,
    `erased_at = now(), detail = '{}'`,
    `id = gen_random_uuid()`,
  ]
  const editsOfLinks = [
    `hash = sha256(hash)`,
    `salt = sha256(salt)`,
    `salt = null`,
    `commitment = sha256(commitment)`,
    `commitment = null, salt = null`,
    `event_id = gen_random_uuid()`,
  ]
  const ofAccount = `account_id = '${account.id}'`
  const links = (which: string) => `audit_link where ${ofAccount} and sequence ${which}`
  const blank = (which: string, more = '') =>
    `update audit_event set erased_at = now(), detail = '{}' ${more} where id in (select event_id from ${links(which)});
     update audit_link set salt = null, commitment = null where ${ofAccount} and sequence ${which}`
  const cut = (which: string) =>
    `delete from audit_event where id in (select event_id from ${links(which)}); delete from ${links(which)}`
  const tamper = [
    () =>
      `update audit_event set ${edits[dice(edits.length)]} where id in (select event_id from ${links(`= ${2 + dice(count - 1)}`)})`,
    () =>
      `update audit_link set ${editsOfLinks[dice(editsOfLinks.length)]} where ${ofAccount} and sequence = ${2 + dice(count - 1)}`,
    () => blank(`= ${2 + dice(count - 1)}`, dice(2) ? ', actor_id = gen_random_uuid()' : ''),
    () => `delete from audit_event where id in (select event_id from ${links(`= ${1 + dice(count)}`)})`,
    () => `delete from ${links(`= ${1 + dice(count)}`)}`,
    () => {
      const [one, other] = [1 + dice(count - 1), count]
      return `update audit_link set sequence = case sequence when ${one} then ${other + 1000} else ${one} end where ${ofAccount} and sequence in (${one}, ${other});
              update audit_link set sequence = ${other} where ${ofAccount} and sequence = ${other + 1000}`
    },
    () => cut(`> ${dice(count)}`),
    () => cut(`<= ${1 + dice(count)}`),
  ]
  const unnoticed: string[] = []
  for (let time = 0; time < 1000; time++) {
    const statement = tamper[time % tamper.length]!()
    await intruder.query(statement)
    if ((await verify()).faults.length === 0) unnoticed.push(statement)
    for (const table of both)
      await intruder.query(
        `delete from ${table} where ${ofAccount}; insert into ${table} select * from kept_${table}`,
      )
  }
  await intruder.query('set session_replication_role = origin')
  assert.deepEqual(unnoticed, [])
  assert.deepEqual((await verify()).faults, [], 'put back, it is whole again')
})
