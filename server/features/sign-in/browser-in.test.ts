import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browserIn } from './browser-in.ts'

const like = 'Mozilla/5.0'
const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const mac = 'Macintosh; Intel Mac OS X 10_15_7'

test('a browser is told by its own name and that of its system, not by those that it is built on', () => {
  const said: [string, string][] = [
    [`${like} (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0`, 'Firefox · Windows'],
    [`${like} (X11; Linux x86_64) ${webkit} Chrome/141.0.0.0 Safari/537.36`, 'Chrome · Linux'],
    [`${like} (Windows NT 10.0) ${webkit} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`, 'Edge · Windows'],
    [`${like} (${mac}) ${webkit} Chrome/141.0.0.0 Safari/537.36 OPR/124.0.0.0`, 'Opera · macOS'],
    [
      `${like} (${mac}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15`,
      'Safari · macOS',
    ],
    [
      `${like} (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${webkit} Version/26.0 Mobile/15E148 Safari/604.1`,
      'Safari · iPhone',
    ],
    [
      `${like} (iPad; CPU OS 18_6 like Mac OS X) ${webkit} CriOS/141.0 Mobile/15E148 Safari/604.1`,
      'Chrome · iPad',
    ],
    [
      `${like} (Linux; Android 15; SM-S931B) ${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
      'Samsung Internet · Android',
    ],
    [`${like} (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/141.0.0.0 Safari/537.36`, 'Chrome · ChromeOS'],
  ]
  for (const [userAgent, words] of said) assert.equal(browserIn(userAgent), words)
})

test('of what names less, only that is told, and of nothing nothing', () => {
  assert.equal(browserIn(`${like} (Windows NT 10.0)`), 'Windows')
  for (const nothing of [undefined, '', 'curl/8.5.0', '<script>alert(1)</script>', 'x'.repeat(100_000)])
    assert.equal(browserIn(nothing), null)
})
