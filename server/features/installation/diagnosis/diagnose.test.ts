import assert from 'node:assert/strict'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { SMTPServer } from 'smtp-server'
import type { Finding } from '../../../../contract/delivery-settings.ts'
import { dnsServer, type Zone } from '../../../../test/dns-server.ts'
import { scriptedSmtpServer } from '../../../../test/scripted-smtp-server.ts'
import { diagnose } from './diagnose.ts'
import { ptrFinding } from './dns-findings.ts'

const mailFrom = { name: 'Muster', address: 'directory@mail.volt.example' }
const inWords = ({ check, verdict, outcome }: Finding) => `${check} ${verdict} ${outcome}`

async function findingsWith(
  zone: Zone,
  { smtpUrl, selector = null }: { smtpUrl?: string; selector?: string | null } = {},
): Promise<Finding[]> {
  const names = await dnsServer(zone)
  const mail = smtpUrl ? null : await scriptedSmtpServer()
  const resolver = new Resolver({ timeout: 100, tries: 1 })
  resolver.setServers([names.address])
  try {
    const url = smtpUrl ?? `smtp://127.0.0.1:${mail!.port}`
    const { domain, findings } = await diagnose({ smtpUrl: url, mailFrom }, selector, resolver, new Date())
    assert.equal(domain, 'mail.volt.example')
    return findings
  } finally {
    await Promise.all([names.close(), mail?.close()])
  }
}

test('a domain that says all that receivers ask for is fine in everything', async () => {
  const findings = await findingsWith(
    {
      'mail.volt.example': [
        ['TXT', 'google-site-verification=abc'],
        ['TXT', `v=spf1 include:_spf.provider.example ${'ip4:192.0.2.1 '.repeat(20)}-all`],
        ['MX', 20, 'backup.volt.example'],
        ['MX', 10, 'mx.volt.example'],
      ],
      'm1._domainkey.mail.volt.example': [['TXT', `v=DKIM1; k=rsa; p=${'A'.repeat(392)}`]],
      '_dmarc.mail.volt.example': [['TXT', 'v=DMARC1; p=quarantine; rua=mailto:x@volt.example']],
    },
    { selector: 'm1' },
  )
  assert.deepEqual(findings.map(inWords), [
    'connection fine there',
    'tls fine this-machine',
    'auth unknown not-offered',
    'spf fine there',
    'dkim fine there',
    'dmarc fine there',
    'ptr unknown this-machine',
    'mx fine there',
  ])
  assert.equal(findings.at(-1)!.detail.server, 'mx.volt.example')
})

test('a domain that says nothing is told what to publish, one by one', async () => {
  const findings = await findingsWith({}, { selector: 'm1' })
  assert.deepEqual(findings.map(inWords).slice(3), [
    'spf mend missing',
    'dkim mend missing',
    'dmarc mend missing',
    'ptr unknown this-machine',
    'mx mend missing',
  ])
})

test('what is there and wrong is named: two SPF records, one for everybody, a revoked key', async () => {
  const several = await findingsWith({
    'mail.volt.example': [
      ['TXT', 'v=spf1 -all'],
      ['TXT', 'v=spf1 mx -all'],
      ['MX', 0, ''],
    ],
  })
  assert.deepEqual(
    several.map(inWords).filter(words => /spf|dkim|mx/.test(words)),
    ['spf mend several', 'dkim unknown no-selector', 'mx mend takes-no-mail'],
  )
  const wrong = await findingsWith(
    {
      'mail.volt.example': [
        ['TXT', 'v=spf1 +all'],
        ['A', '192.0.2.7'],
      ],
      'm1._domainkey.mail.volt.example': [['TXT', 'v=DKIM1; p=']],
      '_dmarc.volt.example': [['TXT', 'v=DMARC1; p=none']],
    },
    { selector: 'm1' },
  )
  assert.deepEqual(wrong.map(inWords).slice(3), [
    'spf mend allows-everybody',
    'dkim mend revoked',
    'dmarc fine only-reports',
    'ptr unknown this-machine',
    'mx unknown only-an-address',
  ])
})

test('a name server that does not answer is not taken for a missing record', async () => {
  const findings = await findingsWith({
    'mail.volt.example': 'silent',
    '_dmarc.mail.volt.example': 'silent',
  })
  assert.deepEqual(findings.map(inWords).slice(3), [
    'spf unknown no-answer',
    'dkim unknown no-selector',
    'dmarc unknown no-answer',
    'ptr unknown this-machine',
    'mx unknown no-answer',
  ])
})

test('of the mail server it is told how the line is encrypted, who signs in, and where it went wrong', async () => {
  const server = new SMTPServer({
    onAuth: (auth, _session, done) =>
      auth.password === 'right' ? done(null, { user: 1 }) : done(new Error('No')),
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const at = (user: string, query: string) =>
    findingsWith({}, { smtpUrl: `smtp://${user}@127.0.0.1:${port}?${query}` })
  const found = async (user: string, query: string) =>
    (await at(user, query)).filter(({ check }) => /connection|tls|auth/.test(check))

  const signedIn = await found('muster:right', 'requireTls=1&verifyCertificate=0')
  assert.deepEqual(
    signedIn.map(({ check }) => check),
    ['connection', 'tls', 'auth'],
  )
  assert.match(inWords(signedIn[1]!), /^tls mend (not-trusted|expired)$/)
  assert.match(String(signedIn[1]!.detail.version), /^TLSv1\.[23]$/)
  assert.deepEqual([inWords(signedIn[2]!), signedIn[2]!.detail], ['auth fine signed-in', { user: 'muster' }])

  const distrusted = await found('muster:right', 'requireTls=1&verifyCertificate=1')
  assert.deepEqual(distrusted.map(inWords), ['connection fine there', 'tls mend failed'])
  const refused = await found('muster:wrong', 'requireTls=1&verifyCertificate=0')
  assert.deepEqual(refused.map(inWords), ['connection fine there', 'auth mend refused'])
  assert.equal(
    JSON.stringify([refused, signedIn]).includes('wrong') || JSON.stringify(signedIn).includes('right"'),
    false,
  )
  await new Promise<void>(resolve => server.close(resolve))
  const gone = await found('muster:right', '')
  assert.deepEqual(gone.map(inWords), ['connection mend failed'])
  assert.equal(gone[0]!.detail.phase, 'connect')
})

test('the mail server’s address has a name that leads back to it, or it is said what is missing', async () => {
  const found = async (zone: Zone, host = 'smtp.volt.example') => {
    const names = await dnsServer(zone)
    const resolver = new Resolver({ timeout: 100, tries: 1 })
    resolver.setServers([names.address])
    const answer = await ptrFinding(resolver, host)
    await names.close()
    return inWords(answer)
  }
  const there: Zone = { 'smtp.volt.example': [['A', '192.0.2.5']] }
  const named: Zone = { ...there, '5.2.0.192.in-addr.arpa': [['PTR', 'out.volt.example']] }
  assert.equal(await found({ ...named, 'out.volt.example': [['A', '192.0.2.5']] }), 'ptr fine there')
  assert.equal(
    await found({ ...named, 'out.volt.example': [['A', '192.0.2.9']] }),
    'ptr mend leads-elsewhere',
  )
  assert.equal(await found(there), 'ptr mend missing')
  assert.equal(await found({}), 'ptr mend no-address')
  assert.equal(await found({ ...there, '5.2.0.192.in-addr.arpa': 'silent' }), 'ptr unknown no-answer')
  const ipv6 = '1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa'
  assert.equal(
    await found({ [ipv6]: [['PTR', 'six.volt.example']] }, '2001:db8::1'),
    'ptr mend leads-elsewhere',
  )
})

test('without a mail server there is nothing to look at', async () => {
  const nowhere = await diagnose({ smtpUrl: null, mailFrom }, null, new Resolver(), new Date())
  assert.deepEqual(nowhere.findings, [])
})
