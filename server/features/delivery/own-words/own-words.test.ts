import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { anAccount, aUser, type TestAccount } from '../../../../test/account.ts'
import { asker } from '../../../../test/ask.ts'
import { doEverythingDue, linkIn } from '../../../../test/mail.ts'
import { aPlaceWithMail } from '../../../../test/place.ts'
import { drop, scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'

const { database, app, sink } = await aPlaceWithMail()

const welcome = '/message-templates/invitation.welcome/en'
const words = {
  subject: '{{ account.name }} wants you',
  heading: 'Come in',
  body: 'Dear {{ person.greetingName }},\n\nyou <work> & we pay.\nYour name here: {{ userName }}\n\n{{ link }}\n\nUntil {{ expiresOn }}.',
  button: 'Let me in',
  sms: '{{ account.name }}: {{ link }}',
}
const ask = (
  account: TestAccount,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  url: string,
  payload?: object,
) => asker(database.db, app)(account, method, url, { ...(payload && { payload }) })
const dueNow = () => doEverythingDue(database, sink.url, new Date(Date.now() + 1000))

/** As if a moment had passed since they were saved. */
async function letTheMomentPass(): Promise<void> {
  const owner = new pg.Client(database.url)
  await owner.connect()
  await owner.query(`update message_template_version set in_force_from = created_at`)
  await owner.end()
}

async function anInvitee(account: TestAccount, more = {}) {
  const email = `ana-${account.id}@example.com`
  const user = await aUser(database.db, account, { firstName: 'Ana', email, ...more })
  return { ...user, email, invite: () => ask(account, 'POST', `/people/${user.id}/invitation`) }
}

test('an invitation speaks in the words of its account, in plain text and in HTML, inside the frame of ours', async () => {
  const account = await anAccount(database.db, { name: 'Nord & Söhne' })
  assert.equal((await ask(account, 'PUT', welcome, words)).status, 200)
  await letTheMomentPass()
  const { invite, email } = await anInvitee(account, { firstName: '<b>Ana' })
  await invite()
  await dueNow()
  const [mail] = await sink.mailTo(email)
  assert.equal(mail!.subject, 'Nord & Söhne wants you')
  assert.match(mail!.text!, /Dear <b>Ana,\n\nyou <work> & we pay\.\nYour name here: ana-/)
  assert.match(mail!.text!, /Let me in:\nhttp/)
  assert.match(mail!.html!, /Dear &lt;b&gt;Ana,/)
  assert.match(mail!.html!, /you &lt;work&gt; &amp; we pay\.<br \/>Your name here: <strong>ana-/)
  assert.match(mail!.html!, /Nord &amp; Söhne/)
  for (const part of [mail!.text!, mail!.html!]) {
    assert.match(part, /Ada Admin sent this message from the directory of/)
    assert.doesNotMatch(part, /\{\{|\{%|OWN-|\ue000/)
  }
  assert.equal((await app.inject(`/api/v1/join/${linkIn(mail!).secret}`)).json().state, 'open')
})

test('what was written before new words were saved goes out as it was, also when it is sent once more', async () => {
  const account = await anAccount(database.db)
  const { id, email, invite } = await anInvitee(account)
  await invite()
  await ask(account, 'PUT', welcome, words)
  const server = await scriptedSmtpServer({ dot: drop })
  await doEverythingDue(database, `smtp://127.0.0.1:${server.port}`, new Date(Date.now() + 1000))
  const [lost] = server.messages
  await server.close()
  await letTheMomentPass()
  assert.equal((await ask(account, 'POST', `/people/${id}/invitation`)).status, 202)
  await dueNow()
  const [again] = await sink.mailTo(email)
  assert.match(again!.subject!, /invites you to join/)
  assert.ok(lost!.includes(`Message-ID: ${again!.messageId}`))
})

test('a broken text is refused when it is saved, with all that is wrong, each with its line', async () => {
  const account = await anAccount(database.db)
  const broken = {
    subject: 'Two\nlines',
    heading: '',
    body: 'one\n\n{{ acount.name }}\n\n{{ link }}',
    button: '{{ link }}',
    sms: 'no way in',
  }
  const { status, body } = await ask(account, 'PUT', welcome, broken)
  assert.equal(status, 422)
  const told = body.faults.map((one: { path: string[]; reason: string; detail?: { line: number } }) => [
    one.path[0],
    one.reason,
    one.detail?.line,
  ])
  assert.deepEqual(told, [
    ['subject', 'template-several-lines', undefined],
    ['heading', 'words-missing', undefined],
    ['body', 'template-unknown-name', 3],
    ['button', 'template-unknown-name', 1],
    ['sms', 'template-sms-link-missing', undefined],
  ])
  const view = (await ask(account, 'GET', welcome)).body
  assert.deepEqual([view.isOurs, view.versions], [true, []])
})

const link = '\n\n{{ link }}\n\n'
const refused: [string, string][] = [
  ['{% for i in (1..1000000000) %}x{% endfor %}', 'template-unknown-tag'],
  ['{% assign a = "x" %}', 'template-unknown-tag'],
  ['{% include "/etc/passwd" %}', 'template-unknown-tag'],
  ['{% render "x" %}', 'template-unknown-tag'],
  ['{% raw %}{{ link }}{% endraw %}', 'template-unknown-tag'],
  ['{{ account.name | truncate: 3 }}', 'template-unknown-filter'],
  ['{{ account.name | raw }}', 'template-unknown-filter'],
  ['{{ link | upcase }}', 'template-only-printed'],
  ['{% if userName %}x{% endif %}', 'template-only-printed'],
  ['{{ person.email }}', 'template-unknown-name'],
  ['{{ account.constructor.name }}', 'template-unknown-name'],
  ['{{ account.__proto__ }}', 'template-unknown-name'],
  ['{{ password }}', 'template-unknown-name'],
  ['{{ account.name', 'template-unreadable'],
  ['{% if account.name %}x', 'template-not-closed'],
  ['{{ }}', 'template-unreadable'],
]
test('words get no loops, no files, no variables of their own, and nothing that is not theirs', async () => {
  const account = await anAccount(database.db)
  for (const [source, reason] of refused) {
    const { body } = await ask(account, 'PUT', welcome, { ...words, body: `${source}${link}` })
    assert.deepEqual([source, body.faults?.[0]?.reason], [source, reason])
  }
  for (const body of ['See {{ link }}.', `{% if expiresOn %}${link}{% endif %}`, 'Nothing.']) {
    const answer = await ask(account, 'PUT', welcome, { ...words, body })
    assert.deepEqual(answer.body.faults[0].reason, 'template-link-missing', body)
  }
  const ofPassword = '/message-templates/invitation.welcome-password/en'
  const { body } = await ask(account, 'PUT', ofPassword, words)
  assert.deepEqual(
    body.faults.map((one: { path: string[]; reason: string }) => [one.path[0], one.reason]),
    [
      ['body', 'template-password-missing'],
      ['sms', 'template-password-missing'],
    ],
  )
})

test('who writes over what somebody else saved meanwhile is told so; saving the same once more is no quarrel', async () => {
  const account = await anAccount(database.db)
  const put = (payload: object, version: string) =>
    asker(database.db, app)(account, 'PUT', welcome, { payload, headers: { 'if-match': version } })
  const { version } = (await ask(account, 'GET', welcome)).body
  const saved = await put(words, version)
  assert.equal(saved.status, 200)
  const late = await put({ ...words, heading: 'Mine' }, version)
  assert.deepEqual([late.status, late.body.code], [412, 'changed-meanwhile'])
  assert.equal((await put(words, version)).status, 200)
  assert.equal((await put({ ...words, heading: 'Mine' }, saved.body.version)).status, 200)
})

test('versions are kept, ours come back, and the audit log says who did what', async () => {
  const account = await anAccount(database.db)
  await ask(account, 'PUT', welcome, words)
  await ask(account, 'PUT', welcome, words)
  await ask(account, 'PUT', welcome, { ...words, button: 'In' })
  const { body: view } = await ask(account, 'DELETE', welcome)
  assert.deepEqual(
    view.versions.map((one: { number: number; isOurs: boolean; by: { name: string } }) => [
      one.number,
      one.isOurs,
      one.by.name,
    ]),
    [
      [3, true, 'Ada Admin'],
      [2, false, 'Ada Admin'],
      [1, false, 'Ada Admin'],
    ],
  )
  assert.deepEqual(view.words, view.ours)
  assert.equal(view.versions[2].words.button, 'Let me in')
  const events = (await ask(account, 'GET', '/audit-events')).body.items.filter((one: { event: string }) =>
    one.event.startsWith('message-template'),
  )
  assert.deepEqual(
    events.map((one: { event: string; detail: object }) => [one.event, one.detail]),
    [
      ['message-template.reset', { template: 'invitation.welcome', language: 'en', version: 3 }],
      [
        'message-template.changed',
        { template: 'invitation.welcome', language: 'en', version: 2, fields: 'button' },
      ],
      [
        'message-template.changed',
        {
          template: 'invitation.welcome',
          language: 'en',
          version: 1,
          fields: 'subject, heading, body, button, sms',
        },
      ],
    ],
  )
  const list = (await ask(account, 'GET', '/message-templates')).body.items
  assert.equal(list.length, 24)
  assert.equal(list.find((one: { name: string }) => one.name === 'invitation.welcome').latest.number, 3)
})

test('ours, taken into the form as they are, can be saved in every language', async () => {
  const account = await anAccount(database.db)
  const { body: list } = await ask(account, 'GET', '/message-templates')
  for (const { name, language } of list.items) {
    const url = `/message-templates/${name}/${language}`
    const { ours } = (await ask(account, 'GET', url)).body
    const saved = await ask(account, 'PUT', url, { ...ours, heading: 'Other' })
    assert.equal(saved.status, 200, `${url} ${JSON.stringify(saved.body.faults)}`)
  }
})

test('the preview shows what an invented person reads, and the test message comes to who asked', async () => {
  const account = await anAccount(database.db)
  const { body: preview } = await ask(account, 'POST', `${welcome}/preview`, words)
  assert.equal(preview.subject, 'Northwind Builders wants you')
  assert.match(preview.html, /Dear Ana,/)
  assert.match(preview.text, /Let me in:/)
  assert.deepEqual([preview.sms.segments, preview.sms.text.startsWith('Northwind Builders: http')], [1, true])
  const { body: outcome } = await ask(account, 'POST', `${welcome}/test`, words)
  assert.ok(!outcome.code, JSON.stringify(outcome))
  assert.deepEqual([outcome.isAccepted, outcome.to], [true, account.admin.userName])
  const { body: mailbox } = await ask(account, 'GET', '/mailbox')
  assert.equal(mailbox.items[0].subject, 'Northwind Builders wants you')
  assert.equal((await ask(account, 'GET', welcome)).body.isOurs, true)
})

test('one account’s words are nobody else’s', async () => {
  const [account, other] = [await anAccount(database.db), await anAccount(database.db)]
  await ask(account, 'PUT', welcome, words)
  assert.equal((await ask(other, 'GET', welcome)).body.isOurs, true)
})
