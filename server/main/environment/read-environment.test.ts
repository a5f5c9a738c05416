import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { keepSecret } from './keep-secret.ts'
import { EnvironmentFaults, readEnvironment } from './read-environment.ts'

const faultsOf = (env: NodeJS.ProcessEnv): string[] => {
  try {
    readEnvironment(env)
    return []
  } catch (error) {
    assert.ok(error instanceof EnvironmentFaults, String(error))
    return error.faults
  }
}

const aFolder = (t: TestContext) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-environment-'))
  t.after(() => fs.rmSync(folder, { recursive: true }))
  return folder
}

test('with nothing given everything is here: own database, local mailbox, demo', () => {
  assert.deepEqual(readEnvironment({ PORT: '', MAIL_FROM: ' ' }), {
    port: 3000,
    host: '127.0.0.1',
    publicUrl: null,
    trustProxy: false,
    databaseUrl: null,
    dataDir: path.resolve('.muster'),
    smtpUrl: null,
    smsUrl: null,
    bounceUrl: null,
    sendLimits: null,
    mailFrom: { name: 'Muster', address: 'muster@example.com' },
    secret: null,
    backupPassphrase: null,
    demo: true,
  })
})

test('everything given is taken', () => {
  const environment = readEnvironment({
    PORT: '8080',
    HOST: '0.0.0.0',
    PUBLIC_URL: 'https://muster.example.com/',
    TRUST_PROXY: '1',
    DATABASE_URL: 'postgres://muster:pass@db.example.com/muster',
    MUSTER_DATA_DIR: '/var/lib/muster',
    SMTP_URL: 'smtps://user:pass@mail.example.com',
    SMS_URL: 'twilio://AC1:token@api.example.com?from=+15550100',
    BOUNCE_URL: 'smtp://0.0.0.0:25?domain=bounces.example.com',
    SEND_LIMITS: 'account=600, person=24',
    MAIL_FROM: '"Star Builders" <Directory@Example.com>',
    MUSTER_SECRET: 's'.repeat(32),
    MUSTER_BACKUP_PASSPHRASE: 'four words and a number',
  })
  assert.deepEqual(environment, {
    port: 8080,
    host: '0.0.0.0',
    publicUrl: 'https://muster.example.com',
    trustProxy: 1,
    databaseUrl: 'postgres://muster:pass@db.example.com/muster',
    dataDir: '/var/lib/muster',
    smtpUrl: 'smtps://user:pass@mail.example.com',
    smsUrl: 'twilio://AC1:token@api.example.com?from=+15550100',
    bounceUrl: 'smtp://0.0.0.0:25?domain=bounces.example.com',
    sendLimits: { account: 600, domain: null, day: null, person: 24 },
    mailFrom: { name: 'Star Builders', address: 'directory@example.com' },
    secret: Buffer.from('s'.repeat(32)),
    backupPassphrase: 'four words and a number',
    demo: false,
  })
})

test('all faults are told at once, each with its name and an example, none with a secret', () => {
  const faults = faultsOf({
    PORT: '70000',
    HOST: 'a b',
    PUBLIC_URL: 'muster.example.com',
    TRUST_PROXY: 'maybe',
    DATABASE_URL: 'mysql://muster:hunter2@db/muster',
    SMTP_URL: 'mail.example.com:hunter2',
    SMS_URL: 'kannel+http://user:hunter2@sms.example.com',
    BOUNCE_URL: 'smtp://user:hunter2@0.0.0.0?domain=bounces.example.com',
    SEND_LIMITS: 'account=many',
    MAIL_FROM: 'nobody',
    MUSTER_SECRET: 'hunter2',
    MUSTER_BACKUP_PASSPHRASE: 'hunter2',
    MUSTER_DEMO: 'perhaps',
  })
  for (const name of [
    'PORT',
    'HOST',
    'PUBLIC_URL',
    'TRUST_PROXY',
    'DATABASE_URL',
    'SMTP_URL',
    'SMS_URL',
    'BOUNCE_URL',
    'SEND_LIMITS',
    'MAIL_FROM',
    'MUSTER_SECRET',
    'MUSTER_BACKUP_PASSPHRASE',
    'MUSTER_DEMO',
  ]) {
    assert.equal(faults.filter(fault => fault.startsWith(`${name} `)).length, 1, name)
  }
  assert.equal(faults.length, 13)
  for (const fault of faults) assert.match(fault, /for example|make one with|Write it like/)
  assert.doesNotMatch(faults.join(), /hunter2/)
})

test('a database elsewhere needs the secret; a mail server elsewhere needs sender and public address', () => {
  assert.match(
    faultsOf({ DATABASE_URL: 'postgres://db.example.com/muster' }).join(),
    /^MUSTER_SECRET is missing/,
  )
  const [sender, address] = faultsOf({ SMTP_URL: 'smtp://mail.example.com' })
  assert.match(sender!, /^MAIL_FROM is missing/)
  assert.match(address!, /^PUBLIC_URL is missing/)
  assert.deepEqual(faultsOf({ SMTP_URL: 'smtp://127.0.0.1:2525' }), [])
  const sms = 'user:pass@sms.example.com?from=15550100'
  assert.match(faultsOf({ SMS_URL: `smpp://${sms}` }).join(), /^PUBLIC_URL is missing: with SMS_URL/)
  assert.deepEqual(faultsOf({ SMS_URL: 'smpp://user:pass@127.0.0.1?from=15550100' }), [])
})

test('a variable may lie in a file; not in both places, nor in one that is not there', t => {
  const folder = aFolder(t)
  const file = path.join(folder, 'port')
  fs.writeFileSync(file, '4000\n')
  assert.equal(readEnvironment({ PORT_FILE: file }).port, 4000)
  assert.deepEqual(faultsOf({ PORT: '4000', PORT_FILE: file }), ['Give PORT or PORT_FILE, not both.'])
  assert.match(
    faultsOf({ PORT_FILE: path.join(folder, 'none') }).join(),
    /^PORT_FILE names a file that cannot be read/,
  )
})

test('the secret is made once and only its user may read it', t => {
  const dataDir = path.join(aFolder(t), 'data')
  const secret = keepSecret(dataDir)
  assert.ok(secret.length >= 32)
  assert.deepEqual(keepSecret(dataDir), secret)
  assert.equal(fs.statSync(path.join(dataDir, 'secret')).mode & 0o777, 0o600)
})

test('which proxies are believed is a number of them, or their networks; anything else is told', () => {
  const taken = (value: string) => readEnvironment({ TRUST_PROXY: value }).trustProxy
  assert.deepEqual(
    ['0', 'false', '1', 'true', '2', '10.0.0.0/8, 127.0.0.1', 'loopback', 'fd00::/8'].map(taken),
    [false, false, 1, 1, 2, ['10.0.0.0/8', '127.0.0.1'], ['loopback'], ['fd00::/8']],
  )
  for (const value of ['11', '-1', '10.0.0.0/33', '10.0.0', 'proxy.example.com', '127.0.0.1,']) {
    assert.match(
      faultsOf({ TRUST_PROXY: value }).join(),
      /^TRUST_PROXY is .* for example TRUST_PROXY=1/,
      value,
    )
  }
})
