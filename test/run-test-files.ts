import { Readable } from 'node:stream'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

/** What node:test counts at the end of a run, under the names that it prints. */
export type Counts = Record<'tests' | 'suites' | 'pass' | 'fail' | 'cancelled' | 'skipped' | 'todo', number>

/**
 * Runs test files, each in a process of its own, and prints every test as it ends and every failure again at the end.
 *
 * @param concurrency files at once
 * @param limitMs for one file; one that takes longer is ended, and fails
 */
export async function runTestFiles(files: string[], concurrency: number, limitMs: number): Promise<Counts> {
  const counts = noCounts()
  process.env.TEST_FILE_LIMIT_MS = String(limitMs)
  const events = run({ files, concurrency, execArgv: ['--import', import.meta.resolve('./end-in-time.ts')] })
  for await (const text of Readable.from(withoutCounts(events, counts)).compose(new spec())) {
    process.stdout.write(String(text))
  }
  return counts
}

/** The closing lines of node:test, once for everything that ran. */
export function printCounts(all: Counts[], durationMs: number): void {
  const total = noCounts()
  for (const counts of all) {
    for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += counts[name]
  }
  for (const [name, count] of Object.entries(total)) console.log(`ℹ ${name} ${count}`)
  console.log(`ℹ duration_ms ${durationMs}`)
}

const noCounts = (): Counts => ({ tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 })

/** Takes the closing counts out of the report, so that they stand in the output once. */
async function* withoutCounts(events: ReturnType<typeof run>, counts: Counts) {
  for await (const event of events) {
    const closing = event.type === 'test:diagnostic' && event.data.nesting === 0 && event.data.message
    const [, name, count] = (closing || '').match(/^(\w+) ([\d.]+)$/) ?? []
    if (name && name in counts) counts[name as keyof Counts] = Number(count)
    else if (name !== 'duration_ms') yield event
  }
}
