import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgeEmail } from './email-address.ts'

const ok = (raw: string, address: string) =>
  assert.deepEqual(judgeEmail(raw), { address, verdict: 'ok' }, raw)
const malformed = (...raws: string[]) => {
  for (const raw of raws) assert.deepEqual(judgeEmail(raw), { address: null, verdict: 'malformed' }, raw)
}

test('upper case and spaces around an e-mail address do not make another address', () => {
  ok('  Ana.Kovac@Example.COM\u00A0', 'ana.kovac@example.com')
})

test('zero-width characters in an e-mail address are removed', () => {
  ok('\uFEFFana\u200B@exam\u00ADple.com\u200E', 'ana@example.com')
})

test('full-width characters of an e-mail address are read as plain ones', () => {
  ok('ａｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ana@example.com')
})

test('an international domain is stored in its ASCII form, so that both spellings are one address', () => {
  ok('info@пример.рф', 'info@xn--e1afmkfd.xn--p1ai')
  ok('info@xn--e1afmkfd.xn--p1ai', 'info@xn--e1afmkfd.xn--p1ai')
  ok('ana@BÜCHER.example', 'ana@xn--bcher-kva.example')
})

test('usual and unusual but legal addresses are taken', () => {
  for (const raw of ["o'neil+muster@mail.example.co.uk", 'a_b-c@1and1.example', 'x@a.io', '#@example.org'])
    ok(raw, raw)
})

test('no e-mail address at all is missing, not malformed', () => {
  for (const raw of ['', '   ', '\u200B'])
    assert.deepEqual(judgeEmail(raw), { address: null, verdict: 'missing' })
})

test('a@b, a trailing dot, two @ and consecutive dots are malformed', () => {
  malformed(
    'a@b',
    'ana@example.com.',
    'ana@@example.com',
    'ana@x@example.com',
    'ana..k@example.com',
    'ana@example..com',
  )
  malformed('.ana@example.com', 'ana.@example.com', 'ana@.example.com')
})

test('spaces inside, names around, lists and quoted locals are malformed', () => {
  malformed(
    'ana kovac@example.com',
    'ana@exam ple.com',
    'Ana <ana@example.com>',
    'ana@example.com, jo@example.com',
  )
  malformed('"ana"@example.com', 'ana@example.com;', 'mailto:ana@example.com', 'n/a', '@example.com', 'ana@')
})

test('a line break cannot be smuggled into an e-mail address', () => {
  malformed('ana@example.com\r\nBcc: jo@example.com', 'ana\n@example.com', 'ana@example.com\u0000.org')
})

test('an IP address, a numeric top-level domain and hyphens at the ends are malformed', () => {
  malformed(
    'ana@127.0.0.1',
    'ana@[127.0.0.1]',
    'ana@0x7f.1',
    'ana@example.123',
    'ana@-a.com',
    'ana@a-.com',
    'a@ex%61mple.com',
  )
})

test('a letter of another alphabet before the @ is malformed, however alike it looks', () => {
  malformed('\u0430na@example.com')
})

test('an e-mail address is at most 254 characters, 64 of them before the @', () => {
  ok(`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`)
  malformed(`${'a'.repeat(65)}@example.com`)
  const domain = `${Array(4).fill('d'.repeat(61)).join('.')}.com`
  malformed(`abc@${domain}`)
  malformed(`ana@${'d'.repeat(64)}.com`)
})

test('judging an accepted address again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.emailAddress(),
        fc.string({ unit: 'binary' }),
        fc.domain().map(d => `x@${d}`),
      ),
      raw => {
        const { address, verdict } = judgeEmail(raw)
        assert.equal(address !== null, verdict === 'ok')
        if (address !== null) ok(address, address)
      },
    ),
  )
})
