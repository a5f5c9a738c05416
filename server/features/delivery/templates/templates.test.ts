import assert from 'node:assert/strict'
import { test } from 'node:test'
import PostalMime from 'postal-mime'
import { languages } from '../../../../contract/people.ts'
import { fillMessage, type MailBatch, prepareMessage } from '../mime/index.ts'
import {
  dateInWords,
  followUpTemplate,
  greeting,
  type Language,
  mailTemplateNamed,
  personSlots,
  templateNames,
} from './index.ts'

const link = 'https://muster.example/join/Zx9-abc_DEF?g=2&x=1'
const stopLink = 'https://muster.example/reminders/abc'

async function letter(name: string, language: Language, reminders = [3, 7, 14], firstName = 'Ana') {
  const batch: MailBatch = {
    from: { name: 'Acme Builders', address: 'no-reply@muster.example' },
    slots: personSlots,
    variables: {
      account: { name: 'Acme & Sons' },
      inviter: { name: 'Maria López' },
      company: { name: 'Star Framing' },
      expiresOn: dateInWords(new Date('2025-11-12T22:30:00Z'), 'Europe/Prague', language),
      reminders,
      days: 30,
      run: { title: 'Invitation of 12 users', outcomes: '12 invitations were sent.' },
    },
  }
  const person = {
    to: { name: firstName, address: 'ana@star.example' },
    messageId: '1.1@muster.example',
    date: new Date(0),
    values: {
      link,
      userName: 'ana@star.example',
      password: 'AAAA-BBBB-CCCC-DDDD-EEEE-FFFF',
      stopLink,
      'person.greetingName': firstName,
      'person.greeting': greeting(language, firstName),
    },
  }
  const bytes = fillMessage(prepareMessage(mailTemplateNamed(name, language), batch), person)
  const { subject = '', text = '', html = '' } = await PostalMime.parse(bytes)
  return { subject, text, html, bytes }
}

for (const language of languages) {
  for (const name of templateNames.filter(name => name.startsWith('invitation/'))) {
    test(`${name} in ${language} says who invites, to what, until when, with which user name and link`, async () => {
      const { subject, text, html } = await letter(name, language)
      assert.ok(subject.includes('Acme & Sons'))
      for (const words of ['Maria López', 'ana@star.example', 'Ana']) {
        assert.ok(text.includes(words) && html.includes(words), words)
      }
      assert.match(text, /12 (November|ноября) 2025/)
      assert.equal(text.includes('AAAA-BBBB'), name.endsWith('-password'))
      assert.ok(text.includes(`\n${link}\n`))
      assert.ok(html.includes(`href="${link.replace('&', '&amp;')}"`))
      assert.ok(html.includes('Acme &amp; Sons'))
      assert.doesNotMatch(`${subject}${text}${html}`, /\{\{|\{%|undefined|null|NaN|\ue000/)
    })
  }

  test(`password-reset in ${language} says for what, for how long, with which user name and link`, async () => {
    const { subject, text, html } = await letter('password-reset', language)
    assert.ok(subject.includes('Acme & Sons') && html.includes('Acme &amp; Sons'))
    assert.match(text, /one hour, and once|один час и один раз/)
    assert.ok(text.includes('ana@star.example') && text.includes(`\n${link}\n`))
    assert.doesNotMatch(`${subject}${text}${html}`, /\{\{|\{%|undefined|null|NaN|\ue000/)
  })

  for (const name of templateNames) {
    test(`${name} in ${language} speaks plainly`, async () => {
      const { subject, text } = await letter(name, language)
      assert.doesNotMatch(
        `${subject}${text}`,
        /!|please|success|invalid|operation|entity|пожалуйста|успешно|уважаем/i,
      )
      assert.ok(subject.length <= 100, subject)
    })

    test(`${name} in ${language} asks nothing from other servers and stays below 20 KB`, async () => {
      const { html, bytes } = await letter(name, language)
      const asked = [...html.matchAll(/(?:src|href|url\()\s*=?\s*["']?(https?:[^"'\s)]*)/g)].map(
        match => match[1],
      )
      // A link is no request: nothing is asked before it is pressed.
      assert.deepEqual(new Set(asked.filter(url => url !== stopLink)), new Set([link.replace('&', '&amp;')]))
      assert.ok(bytes.length < 20_000, String(bytes.length))
    })
  }

  test(`in ${language} a person without a first name is greeted all the same`, async () => {
    const { text } = await letter('invitation/welcome', language, [3], '')
    assert.match(text, /^(Hello,|Здравствуйте\.)\n/)
  })

  test(`in ${language} the message says how many reminders will follow`, async () => {
    const said = async (days: number[]) => (await letter('invitation/welcome', language, days)).text
    assert.match(await said([3, 7, 14]), /at most 3 reminders follow\.|напоминаний будет не больше 3\./)
    assert.match(await said([14]), /one more reminder follows|придёт ещё одно напоминание/)
    assert.match(await said([]), /no reminder follows|напоминаний не будет/)
  })
}

test('the first, the ones between and the last follow-up have words of their own', () => {
  assert.equal(followUpTemplate(1, 3), 'invitation/first-follow-up')
  assert.equal(followUpTemplate(2, 3), 'invitation/second-follow-up')
  assert.equal(followUpTemplate(3, 3), 'invitation/last-follow-up')
  assert.equal(followUpTemplate(1, 1), 'invitation/last-follow-up')
})

test('the last day is told in the zone of the account', () => {
  const evening = new Date('2025-11-12T23:30:00Z')
  assert.equal(dateInWords(evening, 'Europe/Moscow', 'ru'), '13 ноября 2025')
  assert.equal(dateInWords(evening, 'America/Chicago', 'en'), '12 November 2025')
})

test('an unknown template is named in the error', () => {
  assert.throws(() => mailTemplateNamed('invitation/tenth', 'en'), /no message template "invitation\/tenth"/)
})
