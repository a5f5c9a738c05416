import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sizeOfSms } from './sms-text.ts'

const sizes = (text: string) => {
  const { encoding, units, segments } = sizeOfSms(text)
  return [encoding, units, segments]
}

test('plain letters: 160 alone, 153 in each part of more', () => {
  assert.deepEqual(sizes('a'.repeat(160)), ['gsm-7', 160, 1])
  assert.deepEqual(sizes('a'.repeat(161)), ['gsm-7', 161, 2])
  assert.deepEqual(sizes('a'.repeat(306)), ['gsm-7', 306, 2])
  assert.deepEqual(sizes('a'.repeat(307)), ['gsm-7', 307, 3])
  assert.deepEqual(sizes(''), ['gsm-7', 0, 1])
  assert.deepEqual(sizes('@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¡ÄÖÑÜ§¿äöñüà'), ['gsm-7', 41, 1])
})

test('what the extension table writes takes two, and is never cut in two', () => {
  assert.deepEqual(sizes('€'.repeat(80)), ['gsm-7', 160, 1])
  assert.deepEqual(sizes('^{}\\[~]|€'), ['gsm-7', 18, 1])
  // 76 fill 152 of 153: the last septet stays empty.
  assert.deepEqual(sizes('€'.repeat(153)), ['gsm-7', 306, 3])
})

test('anything else: 70 alone, 67 in each part of more, and a pair of surrogates is never cut in two', () => {
  assert.deepEqual(sizes('я'.repeat(70)), ['ucs-2', 70, 1])
  assert.deepEqual(sizes('я'.repeat(71)), ['ucs-2', 71, 2])
  assert.deepEqual(sizes('я'.repeat(134)), ['ucs-2', 134, 2])
  assert.deepEqual(sizes('č'), ['ucs-2', 1, 1])
  assert.deepEqual(sizes('😀'.repeat(67)), ['ucs-2', 134, 3])
})

test('no text has fewer parts than its units need, and one more character never makes fewer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), text => {
      const { encoding, units, segments } = sizeOfSms(text)
      const [alone, part] = encoding === 'gsm-7' ? [160, 153] : [70, 67]
      assert.ok(segments >= (units <= alone ? 1 : Math.ceil(units / part)))
      assert.ok(sizeOfSms(`${text}a`).segments >= segments)
    }),
  )
})
