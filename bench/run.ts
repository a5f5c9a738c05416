import fs from 'node:fs'
import os from 'node:os'
import { parseArgs } from 'node:util'
import type { Bench, Measurement } from './ground/measurement.ts'

/**
 * npm run bench -- NAME… [--people N] [--json]: measures, each bench against floors of the same run.
 * Exits with 1 where a goal is missed, with 64 where it was called wrongly.
 */
const names = fs
  .readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'run.ts')
  .map(file => file.slice(0, -'.ts'.length))
  .sort()
const { people, json, chosen } = parse()

let isAllMet = true
for (const name of chosen) {
  const { bench } = (await import(`./${name}.ts`)) as { bench: Bench }
  if (!json) console.log(`\n${name} — load ${load()} on ${os.availableParallelism()} cores`)
  for await (const line of bench({ people, note: line => process.stderr.write(`  … ${line}\n`) })) {
    if (line.isMet === false) isAllMet = false
    console.log(json ? JSON.stringify(fixed(line)) : words(line))
  }
}
process.exitCode = isAllMet ? 0 : 1

/** The keys that outside scripts hold on to. Source: interface.md, Bench. */
function fixed({ bench, what, value, unit, floor, floorWhat, ratio, goal, isMet }: Measurement) {
  return { bench, what, value, unit, floor, floorWhat, ratio, goal, isMet }
}

function words({ what, value, unit, floor, floorWhat, ratio, goal, isMet }: Measurement): string {
  const figure = `${value.toLocaleString('en', { maximumSignificantDigits: 4 })} ${unit}`
  const against = floor === null ? '' : `${ratio} × ${floor.toLocaleString('en')} (${floorWhat})`
  const mark = isMet === null ? ' ' : isMet ? '✔' : '✖'
  return `${mark} ${what.padEnd(58)} ${figure.padStart(18)}  ${[against, goal && `goal ${goal}`].filter(Boolean).join('  ')}`
}

function load(): string {
  return os
    .loadavg()
    .map(one => one.toFixed(1))
    .join(' ')
}

function parse() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { people: { type: 'string' }, json: { type: 'boolean', default: false } },
    })
    const people = values.people === undefined ? null : Number(values.people.replaceAll(/[_,]/g, ''))
    const unknown = positionals.filter(name => !names.includes(name))
    if (
      positionals.length &&
      !unknown.length &&
      (people === null || (Number.isInteger(people) && people > 0))
    ) {
      return { people, json: values.json, chosen: positionals }
    }
  } catch {}
  console.error(`npm run bench -- NAME… [--people N] [--json]\nNAME is one of: ${names.join(' ')}`)
  process.exit(64)
}
