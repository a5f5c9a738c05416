import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { passwordFaults } from './password-faults.ts'

const rules = { shortestPassword: 15, refusedPasswordWords: [] as string[] }
const own = ['Ana Kovačević', 'ana.kovacevic@northwind-builders.example', 'Northwind Builders']
const reasons = (password: string) => passwordFaults(password, own, rules).map(({ reason }) => reason)

test('a long password of one’s own is good, whatever signs it is made of', () => {
  for (const password of [
    'a lantern over seven quiet harbours',
    'xK9#mQ2$vL7@nR4',
    'зелёный трамвай возит облака',
    '静かな港の上の七つの灯り、夜明け前の鐘',
    'tram tram cloud kettle',
    'pqowieurytlaksjdhfg',
    'ein Löffel voll Nebel',
    '🐙🦊🐢🦉🐝🐳🦋🐌🦔🐞🦚🦜🦩🐿🦥',
    ' spaces at both ends count ',
    'x7'.padEnd(64, 'qzjwvkbfhg pmrtdlc'),
  ]) {
    assert.deepEqual(reasons(password), [], password)
  }
})

test('characters are counted, not bytes or code units', () => {
  assert.deepEqual(reasons('🐙🦊🐢🦉🐝🐳🦋🐌🦔🐞🦚🦜🦩🐿'), ['too-short'])
  assert.deepEqual(reasons('qzjw vkbf hgpm'), ['too-short'])
  assert.deepEqual(reasons('qzjw vkbf hgpmr'), [])
})

test('what everybody tries first is refused, however it is stretched or disguised', () => {
  for (const password of [
    'aaaaaaaaaaaaaaaaaaaa',
    '1234567890123456',
    'abcabcabcabcabcabc',
    'qwertyuiopasdfghjkl',
    'passwordpassword',
    'Password!Password!1',
    'P@55w0rd-P@55w0rd-2025',
    'correct horse battery staple',
    'letmein letmein letmein',
    'SummerSummer2025!!',
    'welcome welcome 123',
    'йцукенгшщзхъ12345',
    'парольпарольпароль',
    'zyxwvutsrqponmlkji',
    '!!!!!!!!!!!!!!!!!!!',
    'xyxyxyxyxyxyxyxyxy',
  ]) {
    assert.ok(reasons(password).includes('too-common'), `${password}: ${reasons(password)}`)
  }
})

test('one’s own name, address and firm do not make a password', () => {
  for (const password of ['AnaKovačević2025!', 'ana.kovacevic.northwind', 'northwindbuilders1']) {
    assert.deepEqual(reasons(password), ['made-of-own-name'], password)
  }
  assert.deepEqual(reasons('Kovačević counts the seven grey gulls'), [])
})

test('all faults are told at once', () => {
  assert.deepEqual(reasons('password'), ['too-short', 'too-common'])
  assert.deepEqual(reasons(''), ['too-short'])
  assert.deepEqual(reasons('x'.repeat(257)), ['too-long'])
})

test('a fault says where it is and what is asked for', () => {
  assert.deepEqual(passwordFaults('qzjw vkbf', [], rules, ['secret']), [
    { path: ['secret'], reason: 'too-short', detail: { least: 15 } },
  ])
})

test('random words of 20 letters are never refused', () => {
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
  const word = fc.array(letter, { minLength: 20, maxLength: 40 }).map(letters => letters.join(''))
  // Shrinking towards "aaaa" shows nothing: only what chance makes counts.
  fc.assert(
    fc.property(
      fc.noShrink(word),
      password => new Set(password).size < 12 || passwordFaults(password, own, rules).length === 0,
    ),
  )
})

test('an installation may ask for longer passwords, and refuse those made of its own words', () => {
  const strict = { shortestPassword: 20, refusedPasswordWords: ['Crane Hook', 'Gantry'] }
  const found = (password: string) => passwordFaults(password, [], strict)
  assert.deepEqual(found('xK9#mQ2$vL7@nR4'), [
    { path: ['password'], reason: 'too-short', detail: { least: 20 } },
  ])
  assert.deepEqual(
    found('crane-hook 5 gantry-crane-hook').map(({ reason }) => reason),
    ['made-of-refused-words'],
  )
  assert.deepEqual(found('a gantry under the seven quiet harbours'), [])
})
