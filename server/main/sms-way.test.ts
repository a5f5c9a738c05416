import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Pdu } from 'smpp'
import { anAccount, aUser, testInstallation } from '../../test/account.ts'
import { aPlaceWithMail, atTheEnd } from '../../test/place.ts'
import { scriptedSmsc } from '../../test/scripted-smsc.ts'
import { inAccount } from '../db/connect.ts'
import { connectionPool, parseSmtpUrl } from '../features/delivery/index.ts'
import { sweeps } from '../registry.ts'
import { runOnce } from '../sweeps/index.ts'
import { smsWay } from './sms-way.ts'

const SYSTEM_ERROR = 0x08
const submitted = Promise.withResolvers<Pdu>()
const smsc = await scriptedSmsc(pdu => {
  submitted.resolve(pdu)
  return { stall: true } // its answer is given by hand
})
const smsUrl = `smpp://user:pass@127.0.0.1:${smsc.port}?from=15550100&pace=1000`
const installation = { ...testInstallation, smsUrl }
const { database, sink, ask } = await aPlaceWithMail({ installation })
atTheEnd(() => smsc.close())

test('a receipt on the session before the answer it belongs to is to be told again, and the second telling is noted', async () => {
  const account = await anAccount(database.db)
  const { id } = await aUser(database.db, account, { email: null, phone: '+79051234567' })
  await ask(account, 'POST', `/people/${id}/invitation`)
  const messages = () =>
    inAccount(database.db, account.id, tx =>
      tx.selectFrom('message').select(['state', 'reply', 'gateway_reference']).execute(),
    )
  const way = await smsWay(database.db, installation, { connectMs: 2_000, answerMs: 60_000 })
  const connections = connectionPool(parseSmtpUrl(sink.url), { lanes: 1 })
  atTheEnd(async () => {
    await connections.close()
    await way?.end()
  })
  const ways = { connections, lanes: 1, pool: database.pool, sms: way!.gateway }
  const sending = runOnce(
    sweeps({ db: database.db, installation }, ways),
    database.db,
    new Date(Date.now() + 1000),
  )

  const pdu = await submitted.promise
  const number = pdu.destination_addr!
  const tell = () => smsc.report(number, 'stat:DELIVRD')
  assert.equal(await tell(), SYSTEM_ERROR)
  assert.deepEqual(
    (await messages()).map(one => one.state),
    ['dot'],
  )
  smsc.sessions[0]!.send(pdu.response({ message_id: `smsc-${number}` }))
  await sending
  assert.equal(await tell(), 0)
  const told = { reply: `id:smsc-${number} stat:DELIVRD`, gateway_reference: `smsc-${number}` }
  assert.deepEqual(await messages(), [{ state: 'delivered', ...told }])
  assert.equal(await tell(), 0, 'told once more it changes nothing')
  assert.equal(await smsc.report('79057654321', 'stat:DELIVRD'), 0, 'nobody we wrote to')
})
