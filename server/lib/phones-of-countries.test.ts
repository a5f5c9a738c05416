import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgePhone } from './phone.ts'

/**
 * From the numbering plans of their countries, by hand: what is fictitious where a country reserves such numbers and they
 * count as numbers (US, CA, DE, SE, AU). Country, its code, three mobile numbers, the first of them as dialled at home, and one that takes no SMS.
 */
const plans = `
US 1   2125550123 3105550199 4155550142 | (212) 555-0123   | 8005550199
CA 1   4165550123 6045550187 5145550164 | (416) 555-0123   | 8665550101
GB 44  7400123456 7911123456 7800123456 | 07400 123456     | 2079460123
IE 353 851234567  861234567  871234567  | 085 123 4567     | 16711234
FR 33  612345678  698765432  751234567  | 06 12 34 56 78   | 199001234
DE 49  15228817386 1729925904 1749091317 | 0152 28817386   | 3023125123
ES 34  612345678  654321987  711234567  | 612 34 56 78     | 912345678
IT 39  3123456789 3471234567 3921234567 | 312 345 6789     | 0612345678
PT 351 912345678  931234567  961234567  | 912 345 678      | 212345678
NL 31  612345678  687654321  620123456  | 06 12345678      | 201234567
BE 32  470123456  486123456  495123456  | 0470 12 34 56    | 22345678
CH 41  781234567  791234567  761234567  | 078 123 45 67    | 442345678
AT 43  6641234567 6761234567 6991234567 | 0664 1234567     | 12345678
SE 46  701740605  701740650  701740699  | 070-174 06 05    | 846500400
NO 47  40612345   91234567   41234567   | 406 12 345       | 21234567
DK 45  20123456   31234567   42123456   | 20 12 34 56      | 80123456
FI 358 401234567  501234567  451234567  | 040 123 4567     | 931012345
PL 48  512345678  601234567  792123456  | 512 345 678      | 221234567
CZ 420 601123456  723123456  777123456  | 601 123 456      | 212345678
SK 421 905123456  911123456  948123456  | 0905 123 456     | 221234567
HU 36  201234567  301234567  701234567  | 06 20 123 4567   | 12345678
RO 40  712345678  723456789  744123456  | 0712 345 678     | 211234567
BG 359 888123456  878123456  898123456  | 0888 123 456     | 29812345
GR 30  6912345678 6944123456 6971234567 | 691 234 5678     | 2103456789
TR 90  5012345678 5321234567 5551234567 | 0501 234 56 78   | 2122345678
UA 380 501234567  671234567  931234567  | 050 123 4567     | 442345678
RU 7   9051111111 9161234567 9211234567 | 8 905 111-11-11  | 4951234567
KZ 7   7011234567 7771234567 7051234567 | 8 701 123 45 67  | 7172501234
EE 372 51234567   53412345   56123456   | 5123 4567        | 6123456
LV 371 21234567   26123456   29123456   | 21 234 567       | 67123456
LT 370 61234567   65012345   68612345   | 8 612 34567      | 52123456
IL 972 502345678  522345678  542345678  | 050-234-5678     | 21234567
AE 971 501234567  521234567  551234567  | 050 123 4567     | 22345678
SA 966 512345678  501234567  551234567  | 051 234 5678     | 112345678
IN 91  8123456789 9876543210 7012345678 | 081234 56789     | 1123456789
JP 81  9012345678 8012345678 7012345678 | 090-1234-5678    | 312345678
CN 86  13123456789 15012345678 18612345678 | 131 2345 6789 | 1012345678
AU 61  491570006  491570156  491570110  | 0491 570 006     | 255501234
NZ 64  211234567  221234567  271234567  | 021 123 4567     | 93001234
BR 55  11961234567 21987654321 31991234567 | (11) 96123-4567 | 1123456789
MX 52  5512345678 3312345678 8112345678 | 55 1234 5678     | 8001234567
ZA 27  711234567  821234567  831234567  | 071 123 4567     | 112345678`

const countries = plans
  .trim()
  .split('\n')
  .map(line => {
    const [first = '', atHome = '', noSms = ''] = line.split('|').map(part => part.trim())
    const [country = '', code = '', ...mobiles] = first.split(/\s+/)
    return { country, code, mobiles, atHome, noSms }
  })
const others = (country: string) => [country, country === 'US' ? 'DE' : 'US', null]
const judged = (raw: string, accountCountry: string | null) => {
  const { number, verdict } = judgePhone(raw, { accountCountry })
  return `${number ?? '–'} ${verdict}`
}
const fullWidth = (digits: string) =>
  digits.replace(/\d/g, one => String.fromCharCode(one.charCodeAt(0) + 0xfee0))

test('the table has more than 200 numbers of more than 40 countries', () => {
  assert.ok(countries.length >= 40)
  assert.ok(countries.flatMap(({ mobiles }) => [...mobiles, 'at home', 'no SMS']).length >= 200)
})

for (const { country, code, mobiles, atHome, noSms } of countries) {
  test(`${country}: with its country code a mobile number is itself, however it is written`, () => {
    for (const mobile of mobiles) {
      const number = `+${code}${mobile}`
      const halves = `${mobile.slice(0, 3)}) ${mobile.slice(3, 6)}-${mobile.slice(6)}`
      const ways = [number, `00${code} ${mobile}`, `+${code} (${halves}`, `＋${fullWidth(code + mobile)}`]
      for (const way of [...ways, code + mobile])
        for (const of of others(country)) assert.equal(judged(way, of), `${number} ok`, `${way} in ${of}`)
    }
  })

  test(`${country}: as dialled at home it is refused there, with a hint how to write it`, () => {
    const { number, verdict, hint } = judgePhone(atHome, { accountCountry: country })
    assert.deepEqual([number, verdict], [null, 'no-country-code'])
    assert.equal(hint?.replace(/\D/g, ''), code + mobiles[0])
  })

  test(`${country}: what takes no SMS is refused`, () => {
    assert.equal(judged(`+${code}${noSms}`, country), '– not-mobile')
  })
}

test('what Britain and France keep for films belongs to nobody, and is refused', () => {
  for (const number of ['+447700900123', '+33639980123']) assert.equal(judged(number, null), '– malformed')
})
