import assert from 'node:assert/strict'
import fs from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { requirements } from './levels.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = 'docs/security/asvs.md'
const text = fs.readFileSync(path.join(root, page), 'utf8')
const [gaps = '', rest = ''] = text.split('\n## Held\n')

type Row = { id: string; level: string; what: string; held: string }
const rowsOf = (part: string): Row[] =>
  [...part.matchAll(/^\| (V[\d.]+) \| (\d) \| (.*?) \| (.*) \|$/gm)].map(([, id, level, what, held]) => ({
    ...{ id: id!, level: level!, what: what!, held: held! },
  }))

const proof = /test `([^`]+)` \*([^*]+)\*|docs \[[^\]]+\]\(([^)#]+)#([^)]+)\)|code `([^`]+)`/g
/** Proofs, and after a dash what is to be minded. */
const isProved = /^(?:(?:test `[^`]+` \*[^*]+\*|docs \[[^\]]+\]\([^)]+\)|code `[^`]+`)(?:, |$| – .{10,}$))+$/
const isReasoned = /^not applicable: .{10,}$/
const isGap = /^(high|medium|low): .{10,}$/

const fileAt = (file: string) => path.join(root, file)
const testsIn = (file: string) =>
  [...fs.readFileSync(fileAt(file), 'utf8').matchAll(/\btest\(\s*(['"`])(.+?)\1,/g)].map(([, , name]) => name)
const headingsIn = (file: string) =>
  [...fs.readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, words]) =>
    words!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

test('the numbers of requirements are those of ASVS 5.0.0', () => {
  const count = (level: number) => requirements.filter(([, one]) => one === level).length
  assert.deepEqual([count(1), count(2), count(3)], [70, 183, 92])
})

test('every requirement of levels 1 and 2 is on the page once, in order, with its level and a few words', () => {
  const wanted = requirements.filter(([, level]) => level < 3).map(([id, level]) => `${id} ${level}`)
  const order = new Map(wanted.map((one, at) => [one, at]))
  const told = (part: string) => rowsOf(part).map(({ id, level }) => `${id} ${level}`)
  assert.deepEqual([...told(gaps), ...told(rest)].sort(), wanted.toSorted())
  const place = (one: string) => order.get(one)!
  const held = told(rest)
  assert.deepEqual(
    held,
    held.toSorted((a, b) => place(a) - place(b)),
  )
  for (const { id, what } of rowsOf(text)) assert.ok(what.length > 3, id)
})

test('what is not held comes first, the worst before the others, each with what is missing', () => {
  const order = ['high', 'medium', 'low']
  const grades = rowsOf(gaps).map(({ id, held }) => {
    assert.match(held, isGap, id)
    return order.indexOf(held.split(':')[0]!)
  })
  assert.deepEqual(grades, grades.toSorted())
})

test('everything else has a test, a document or code that is there, or a reason why it does not apply', () => {
  const faults: string[] = []
  for (const { id, held } of rowsOf(rest)) {
    if (isReasoned.test(held)) continue
    if (!isProved.test(held)) faults.push(`${id} is not readable: ${held}`)
    for (const [, testFile, name, document, heading, code] of held.matchAll(proof)) {
      const file = testFile ?? code ?? path.join('docs/security', document!)
      if (!fs.existsSync(fileAt(file))) faults.push(`${id}: there is no ${file}`)
      else if (testFile && !testsIn(file).includes(name!)) faults.push(`${id}: ${file} has no test “${name}”`)
      else if (document && !headingsIn(fileAt(file)).includes(heading!))
        faults.push(`${id}: ${file} has no heading for #${heading}`)
    }
  }
  assert.deepEqual(faults, [])
})
