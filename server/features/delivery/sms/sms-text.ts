/** How a gateway will cut a text: what it costs, and how it is written over the air. */
export type SmsSize = {
  encoding: 'gsm-7' | 'ucs-2'
  /** Septets in GSM-7 (an extended character takes two), UTF-16 units in UCS-2. */
  units: number
  segments: number
}

/** The default alphabet, and what it writes with an escape before. Source: 3GPP TS 23.038, 6.2.1. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const extended = new Set('\f^{}\\[~]|€')

/** Alone, and in each part of a longer text, where a header of six bytes goes along. Source: 3GPP TS 23.040, 9.2.3.24.1. */
const room = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } }

const inGsm = new RegExp(`^[${[...basic, ...extended].join('').replace(/[\\\]^-]/g, '\\$&')}]*$`, 'u')

/** Asked of every message on its way out, without counting it. */
export const encodingOfSms = (text: string): SmsSize['encoding'] => (inGsm.test(text) ? 'gsm-7' : 'ucs-2')

/** Source: 3GPP TS 23.038 and 23.040. An empty text is one segment too. */
export function sizeOfSms(text: string): SmsSize {
  const characters = [...text]
  const encoding = encodingOfSms(text)
  const isGsm = encoding === 'gsm-7'
  const widths = characters.map(one => (isGsm ? (extended.has(one) ? 2 : 1) : one.length))
  const units = widths.reduce((sum, width) => sum + width, 0)
  const { alone, part } = room[encoding]
  return { encoding, units, segments: units <= alone ? 1 : countParts(widths, part) }
}

/** An escape and its character, or a pair of surrogates, never lie in two parts: the part before ends one early. */
function countParts(widths: number[], partUnits: number): number {
  let parts = 1
  let used = 0
  for (const width of widths) {
    if (used + width > partUnits) {
      parts++
      used = 0
    }
    used += width
  }
  return parts
}
