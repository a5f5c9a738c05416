import pg from 'pg'
import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { doEverythingDue } from '../../../test/mail.ts'
import { aPlaceWithMailAndSms } from '../../../test/place.ts'
import type { HeardSms, SmsAnswer } from '../../../test/scripted-sms-gateway.ts'
import { inAccount } from '../../db/connect.ts'
import { eventsUrlOf } from '../delivery/index.ts'
import type { VerificationMethod } from '../settings/index.ts'

const takes: SmsAnswer = { status: 202, text: '0: Accepted for delivery' }
const dayMs = 86_400_000

/** A mail server, an SMS gateway in Kannel's form and a provider that reports, around one database. */
export async function bothWays() {
  let answer: (sms: HeardSms, number: number) => SmsAnswer = () => takes
  const place = await aPlaceWithMailAndSms((sms, number) => answer(sms, number))
  const { database, app, ask: askApp, sink, gateway, installation } = place
  async function asOwner(text: string): Promise<void> {
    const owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    await owner.query(text)
    await owner.end()
  }
  let phones = 0

  const ground = {
    database,
    app,
    sink,
    gateway,
    installation,
    /** What the gateway says from now on. */
    gatewaySays(next: SmsAnswer | null) {
      answer = () => next ?? takes
    },
    method: (verificationMethod: VerificationMethod): Promise<void> =>
      asOwner(`update installation_setting set verification_method = '${verificationMethod}'`),
    /** As if a moment had passed since an account saved words of its own. */
    letTheMomentPass: () => asOwner('update message_template_version set in_force_from = created_at'),
    aPhone: () => `+7905${1_111_111 + ++phones}`,
    ask: (
      account: TestAccount,
      verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: string,
      payload?: object,
    ) => askApp(account, verb, url, payload && { payload }),
    /** Without a gateway's or a server's pause in between: everything due in so many days. */
    deliver: (inDays = 0) =>
      doEverythingDue(database, sink.url, new Date(Date.now() + inDays * dayMs + 1000), installation),
    invitationOf: async (account: TestAccount, id: string) =>
      (await askApp(account, 'GET', `/people/${id}`)).body.invitation,
    textsTo: (phone: string) => gateway.taken.filter(sms => sms.to === phone).map(sms => sms.text),
    messagesOf: (account: TestAccount, personId: string) =>
      inAccount(database.db, account.id, tx =>
        tx
          .selectFrom('message')
          .selectAll()
          .where('person_id', '=', personId)
          .orderBy('created_at')
          .orderBy('channel')
          .execute(),
      ),
    /** The mail provider tells what became of an e-mail. */
    tell: async (messageId: string, event: object) =>
      app.inject({
        method: 'POST',
        url: eventsUrlOf(installation).replace(installation.publicUrl, ''),
        payload: { events: [{ messageId: `<${messageId}@example.com>`, ...event }] },
      }),
    /** Somebody invited, once what that wrote was delivered. */
    async anInvited(more: { email?: string | null; phone?: string | null } = {}, account?: TestAccount) {
      const there = account ?? (await anAccount(database.db))
      const phone = more.phone === undefined ? ground.aPhone() : more.phone
      const email = more.email === undefined ? `ana-${++phones}-${there.id}@example.com` : more.email
      const { id } = await aUser(database.db, there, { firstName: 'Ana', email, phone })
      const invite = () => ground.ask(there, 'POST', `/people/${id}/invitation`)
      await invite()
      await ground.deliver()
      return { account: there, id, email: email ?? '', phone: phone ?? '', invite }
    },
  }
  return ground
}
export const linkInText = (text: string): string => /\/join\/([\w-]{43})/.exec(text)![1]!
