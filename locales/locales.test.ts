import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { IntlMessageFormat } from 'intl-messageformat'

type Parts = ReturnType<IntlMessageFormat['getAst']>

const folder = new URL('.', import.meta.url)
const languages = readdirSync(folder)
  .filter(name => name.endsWith('.json'))
  .map(name => name.slice(0, -'.json'.length))
const textsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8'))
const english = textsOf('en')

/** Every argument and tag that a message asks for, also inside its plural and select forms. */
function argumentsOf(parts: Parts, found = new Set<string>()): Set<string> {
  for (const part of parts) {
    if ('value' in part && part.type !== 0) found.add(part.value)
    if ('options' in part) for (const option of Object.values(part.options)) argumentsOf(option.value, found)
    if ('children' in part) argumentsOf(part.children, found)
  }
  return found
}

const named = (text: string, language: string) =>
  [...argumentsOf(new IntlMessageFormat(text, language).getAst())].sort()

for (const language of languages) {
  test(`${language} has every message that English has, and no other`, () => {
    assert.deepEqual(Object.keys(textsOf(language)).sort(), Object.keys(english).sort())
  })

  test(`${language} asks for the same arguments as English, in messages that can be read`, () => {
    for (const [key, text] of Object.entries(textsOf(language))) {
      assert.deepEqual(named(text, language), named(english[key] ?? '', 'en'), key)
    }
  })

  test(`${language} keeps the tone of the house`, () => {
    for (const [key, text] of Object.entries(textsOf(language))) {
      assert.ok(text.trim(), `${key} is empty`)
      assert.doesNotMatch(
        text,
        /\b(invalid|operation|entity|please|successfully)\b|пожалуйста|успешно|!/iu,
        key,
      )
    }
  })
}
