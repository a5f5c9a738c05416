import { parseArgs } from 'node:util'
import { testPostgres } from '../postgres.ts'
import { carryOut, carryOutApart } from './carry-out.ts'
import { faults } from './catalogue.ts'

/**
 * Breaks things on purpose and looks whether what Muster promises still holds: npm run faults [-- --short] [-- NAME …].
 * One line per fault; the exit code is 1 if an invariant broke. `--amount N` overrides how many kills, freezes, races or
 * posts. The short form does three at a time, each a process of its own: they wait more than they work.
 * Source: quality.md section 1.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, amount: { type: 'string' } },
})

const LANES = 3
const unknown = positionals.filter(name => !(name in faults))
if (unknown.length) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${Object.keys(faults).join(', ')}.`)
  process.exit(64)
}

// Whoever interrupts it wants no worker left behind, frozen ones included: they are killed at exit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

if (values.amount !== undefined && !(Number(values.amount) >= 1)) {
  console.error(`--amount ${values.amount} would break nothing: it is a number from 1.`)
  process.exit(64)
}

const chosen = Object.entries(faults).flatMap(([name, { full, short, isTimed = false }]) => {
  const amount = Number(values.amount ?? (values.short ? short : full))
  const isChosen = positionals.length === 0 || positionals.includes(name)
  return isChosen && amount > 0 ? [{ name, amount, isTimed }] : []
})

// Who asked for something and got nothing must not be told that all is well.
const leftOut = positionals.filter(name => !chosen.some(one => one.name === name))
if (leftOut.length) {
  console.error(`There is no short form of ${leftOut.join(', ')}: leave --short away, or say --amount N.`)
  process.exit(64)
}

// One server for all: it would otherwise stop and start between faults.
const { url, leave } = await testPostgres()
process.env.MUSTER_TEST_DATABASE_URL = url
const beside = chosen.filter(({ isTimed }) => !isTimed)
const isApart = values.short && beside.length > 1
const carried: boolean[] = []

async function lane(): Promise<void> {
  for (let next = beside.shift(); next; next = beside.shift()) {
    carried.push(await (isApart ? carryOutApart : carryOut)(next.name, next.amount))
  }
}

await Promise.all(Array.from({ length: isApart ? LANES : 1 }, lane))
for (const { name, amount, isTimed } of chosen) if (isTimed) carried.push(await carryOut(name, amount))
await leave()
process.exit(carried.every(isWhole => isWhole) ? 0 : 1)
