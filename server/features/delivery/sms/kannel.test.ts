import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { anAccount, appFor, aUser, testInstallation } from '../../../../test/account.ts'
import { asker } from '../../../../test/ask.ts'
import { freePort } from '../../../../test/free-port.ts'
import { hasKannel, kannel } from '../../../../test/kannel.ts'
import { doEverythingDue } from '../../../../test/mail.ts'
import { ownPhoneGateway, type PhoneGateway } from '../../../../test/phone-gateway.ts'
import { aDatabase } from '../../../../test/place.ts'
import { inAccount } from '../../../db/connect.ts'
import type { Installation } from '../../settings/index.ts'
import { parseSendLimits } from '../pace/send-limits.ts'
import { kannelReport } from './delivery-report.ts'
import { inboundUrlOf } from './gateway-tokens.ts'

const UNROUTABLE = '+7999'
const SENDER = '15550100'
const PATIENCE_MS = 10_000
const HOUR_MS = 3_600_000
const database = await aDatabase()

// Kannel itself where Debian's packages are installed; our own says the same everywhere.
for (const [number, start] of [ownPhoneGateway, ...(hasKannel ? [kannel] : [])].entries()) {
  describe(start === kannel ? 'through Kannel' : 'through our own gateway of its form', () => {
    let gateway: PhoneGateway
    let app: FastifyInstance
    let installation: Installation

    before(async () => {
      const port = await freePort()
      const sendLimits = parseSendLimits('day=1000')
      installation = { ...testInstallation, publicUrl: `http://127.0.0.1:${port}`, sendLimits }
      gateway = await start(inboundUrlOf(installation), UNROUTABLE)
      installation.smsUrl = `kannel+http://user:pass@${gateway.host}?from=${SENDER}&pace=1000`
      app = await appFor(database, { installation })
      await app.listen({ port, host: '127.0.0.1' })
    })
    after(async () => {
      await gateway.close()
      await app.close()
    })

    async function anInvited(phone: string, language: 'en' | 'ru' = 'en') {
      const account = await anAccount(database.db)
      const { id } = await aUser(database.db, account, { email: null, phone, language })
      const ask = asker(database.db, app)
      assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
      const card = async () => (await ask(account, 'GET', `/people/${id}`)).body
      const message = () =>
        inAccount(database.db, account.id, tx =>
          tx.selectFrom('message').select('state').where('person_id', '=', id).executeTakeFirstOrThrow(),
        )
      // A gateway on a busy machine may say "later" at first.
      let inMs = 1_000
      await until(async () => {
        await doEverythingDue(database, 'smtp://127.0.0.1:1', new Date(Date.now() + inMs), installation)
        inMs += HOUR_MS
        return !['queued', 'deferred'].includes((await message()).state)
      })
      const sentToday = () =>
        inAccount(
          database.db,
          account.id,
          async tx => (await tx.selectFrom('sending_pace').select('sent').executeTakeFirst())?.sent,
        )
      return { card, message, sentToday, again: () => ask(account, 'POST', `/people/${id}/invitation`) }
    }

    // Kannel reports before it answers, as often as not.
    test('a message is accepted, arrives whole, is delivered once that is reported, and counts as sent', async () => {
      const invited = await anInvited('+79051111111', 'ru')
      assert.equal((await invited.card()).invitation.state, 'sent')
      await until(async () => (await invited.message()).state === 'delivered')
      assert.equal(await invited.sentToday(), 1)
      const [sms] = gateway.arrived()
      assert.deepEqual([sms!.from, sms!.to], [SENDER, '+79051111111'])
      assert.match(sms!.text, /приглашает вас .*\/join\/[\w-]{43}/s)
    })

    // Kannel refuses it and reports it, too: whichever comes first.
    test('a number to which there is no way is in Error, and not suppressed', async () => {
      const invited = await anInvited(`${UNROUTABLE}1234567`)
      const { invitation, phoneVerdict } = await invited.card()
      assert.deepEqual(
        [invitation.state, invitation.reason, phoneVerdict],
        ['error', 'number-not-reachable', 'ok'],
      )
    })

    test('who answers STOP is not written to again', async () => {
      const phone = `+7905222222${number}`
      const invited = await anInvited(phone)
      await until(async () => (await invited.message()).state === 'delivered')
      await gateway.answer(phone, SENDER, 'STOP')
      await until(async () => (await invited.card()).phoneVerdict === 'suppressed')
      const again = await invited.again()
      assert.deepEqual([again.status, again.body.faults[0].reason], [409, 'address-suppressed'])
    })
  })
}

for (const [status, words, outcome, reason] of [
  ['1', '', 'delivered', undefined],
  ['2', 'id:1 stat:EXPIRED', 'missed', undefined],
  ['2', 'id:1 stat:UNDELIV', 'bounced', undefined],
  ['16', 'NACK/11/Invalid Destination Address', 'bounced', undefined],
  ['16', 'NACK/10/Invalid Source Address', 'missed', 'sender-refused-by-gateway'],
  ['16', 'NACK/no SMSC', 'missed', 'number-not-reachable'],
  ['16', '', 'missed', 'refused-by-gateway'],
] as const) {
  test(`a report of ${status} "${words}" is ${outcome}: only who names the number blames it`, () => {
    const report = kannelReport(status, words)
    assert.deepEqual([report?.outcome, report?.reason], [outcome, reason])
  })
}

/** What a gateway calls back with comes in its own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await isSo()); await wait(20))
    if (Date.now() > end) throw new Error('It has not come about in time.')
}
