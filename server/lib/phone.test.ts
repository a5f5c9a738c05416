import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { judgePhone, type PhoneVerdict } from './phone.ts'

const judge = (raw: string, accountCountry: string | null = 'RU') => judgePhone(raw, { accountCountry })
const ok = (raw: string, number: string, country: string | null = 'RU') => {
  const { number: got, verdict } = judge(raw, country)
  assert.deepEqual({ got, verdict }, { got: number, verdict: 'ok' }, raw)
}
const refused = (verdict: PhoneVerdict, raw: string, country: string | null = 'RU') => {
  const judged = judge(raw, country)
  assert.deepEqual({ number: judged.number, verdict: judged.verdict }, { number: null, verdict }, raw)
  return judged
}

test('79051111111 and +79051111111 are the same number', () => {
  for (const country of ['RU', 'KZ', 'US', 'GB', null]) {
    ok('79051111111', '+79051111111', country)
    ok('+79051111111', '+79051111111', country)
  }
  assert.equal(judge('79051111111').display, '+7 905 111 11 11')
})

test('9051111111 has no country code: it is refused with a hint, and kept as typed', () => {
  const judged = refused('no-country-code', '9051111111')
  assert.deepEqual([judged.display, judged.hint], ['9051111111', '+7 905 111 11 11'])
  for (const country of ['US', 'DE', 'KZ', null]) refused('no-country-code', '9051111111', country)
})

test('8 905… is a number dialled inside the country: no country code', () => {
  assert.equal(refused('no-country-code', '8 905 111-11-11').hint, '+7 905 111 11 11')
  refused('no-country-code', '8 (905) 111-11-11', 'US')
})

test('007 905… has its country code: 00 is how many write the +', () => {
  ok('007 905 111 11 11', '+79051111111')
  ok('00 44 7911 123456', '+447911123456', 'US')
})

test('spaces, brackets, dashes, dots and full-width digits do not matter', () => {
  for (const raw of [
    '+7 (905) 111-11-11',
    '7.905.111.11.11',
    '+7\u00A0905\u2011111\u201311\u201211',
    '＋７９０５１１１１１１１',
    '\u200B+7905\u20601111111\u200E',
    '+ 7 905 1111111',
    'tel:+79051111111',
    '+٧٩٠٥١١١١١١١',
  ]) {
    ok(raw, '+79051111111')
  }
  ok('+44 (0)7911 123456', '+447911123456')
})

test('a United States number is taken with its 1 and refused without it', () => {
  ok('1 (212) 555-0123', '+12125550123', 'US')
  ok('+1 212 555 0123', '+12125550123', 'US')
  assert.equal(refused('no-country-code', '(212) 555-0123', 'US').hint, '+1 212 555 0123')
})

test('a number that would be valid abroad is refused when it is a valid one at home', () => {
  // As it stands it would be a mobile in the Maldives; in Russia it is a mobile of somebody there.
  assert.equal(refused('no-country-code', '9607712345').hint, '+7 960 771 23 45')
  ok('+9607712345', '+9607712345')
  // A land line in Lipetsk, or a mobile in Norway.
  refused('no-country-code', '4745715992')
  ok('4745715992', '+4745715992', null)
})

test('a country code that is also an area code at home is still a country code', () => {
  ok('4915123456789', '+4915123456789', 'DE')
})

test('a number written with the exit code of its country has no country code that could be trusted', () => {
  refused('no-country-code', '8 10 7 905 111 11 11')
  refused('no-country-code', '011 7 905 111 11 11', 'US')
})

test('a land line, a free-phone number and an extension get no SMS', () => {
  for (const raw of [
    '+7 495 123-45-67',
    '+44 121 496 0123',
    '+1 212 555 0123 ext. 12',
    '+79051111111 доб. 5',
  ]) {
    assert.equal(refused('not-mobile', raw).display, raw)
  }
  refused('not-mobile', '+1 800 555 0199')
})

test('too few digits, too many, words and two numbers in one field are malformed', () => {
  for (const raw of [
    '+7905',
    '12345',
    '+7905111111',
    '+790511111112',
    'none',
    '7905111111O',
    '+79051111111, +79052222222',
  ]) {
    refused('malformed', raw)
  }
  for (const raw of ['+8 905 111 11 11', '1-800-FLOWERS', '7.90511E+10', '+', '()', '1'.repeat(300), '=1+2'])
    refused('malformed', raw)
})

test('a number with line breaks and control characters is kept as one line that the database takes', () => {
  assert.equal(refused('malformed', 'call\n me \u0000 at 5').display, 'call me at 5')
})

test('no phone at all is missing', () => {
  for (const raw of ['', '  ', '\u200B']) assert.deepEqual(refused('missing', raw).display, '')
})

test('an unknown country of the account refuses nothing more and hints at nothing', () => {
  ok('79051111111', '+79051111111', 'XX')
  assert.equal(refused('no-country-code', '9051111111', 'XX').hint, null)
})

test('an accepted number judged again, in either form, is the same number in every account', () => {
  const digit = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 13 })
  const raw = fc
    .tuple(fc.constantFrom('', '+', '00', '+7 9', '8', '+1', '+44 7', '7', '49'), digit)
    .map(p => p.join(''))
  fc.assert(
    fc.property(raw, fc.constantFrom('RU', 'US', 'DE', 'GB', null), (typed, country) => {
      const { number, display, verdict } = judge(typed, country)
      assert.equal(number !== null, verdict === 'ok')
      if (number === null) return
      ok(number, number, country)
      ok(display, number, country)
    }),
  )
})
