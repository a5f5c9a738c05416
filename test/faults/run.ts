import { parseArgs } from 'node:util'
import { testPostgres } from '../postgres.ts'
import type { Fault } from './fault.ts'

/**
 * Breaks things on purpose and looks whether what Muster promises still holds: npm run faults [-- --short] [-- NAME …].
 * One line per fault; the exit code is 1 if an invariant broke. `--amount N` overrides how many kills, freezes, races or
 * posts. Source: quality.md section 1.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false }, amount: { type: 'string' } },
})

const faults: Record<string, { full: number; short: number; load: () => Promise<Fault> }> = {
  kill: { full: 200, short: 20, load: async () => (await import('./kill.ts')).kill },
  freeze: { full: 20, short: 4, load: async () => (await import('./freeze.ts')).freeze },
  smtp: { full: 1, short: 1, load: async () => (await import('./smtp.ts')).smtp },
  'slow-answer': { full: 5, short: 0, load: async () => (await import('./slow-answer.ts')).slowAnswer },
  'inactivation-kills': {
    full: 100,
    short: 4,
    load: async () => (await import('./inactivation-kills.ts')).inactivationKills,
  },
  inactivate: { full: 300, short: 40, load: async () => (await import('./inactivate.ts')).inactivate },
  idempotency: {
    full: 1_000,
    short: 1_000,
    load: async () => (await import('./idempotency.ts')).idempotency,
  },
  prequalification: {
    full: 60,
    short: 4,
    load: async () => (await import('./prequalification.ts')).prequalification,
  },
  enumeration: {
    full: 2_000,
    short: 100,
    load: async () => (await import('./enumeration.ts')).enumeration,
  },
}

const unknown = positionals.filter(name => !(name in faults))
if (unknown.length) {
  console.error(`There is no fault ${unknown.join(', ')}. There are: ${Object.keys(faults).join(', ')}.`)
  process.exit(64)
}

// Whoever interrupts it wants no worker left behind, frozen ones included: they are killed at exit.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130))

// One server for all: it would otherwise stop and start between faults.
const { leave } = await testPostgres()
let isBroken = false
for (const [name, { full, short, load }] of Object.entries(faults)) {
  if (positionals.length && !positionals.includes(name)) continue
  const amount = Number(values.amount ?? (values.short ? short : full))
  if (amount === 0) continue
  const fromMs = Date.now()
  const { seen, broken } = await (await load())(amount).catch(error => ({
    seen: [],
    broken: [`it could not be carried out: ${(error as Error).stack}`],
  }))
  const took = `${Math.round((Date.now() - fromMs) / 1000)} s`
  console.log([name.padEnd(11), broken.length ? 'BROKEN' : 'ok', ...seen, took].join('  '))
  for (const what of broken) console.log(`             ${what}`)
  isBroken ||= broken.length > 0
}
await leave()
process.exit(isBroken ? 1 : 0)
