import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.ts'
import { memoryFolder } from './memory-folder.ts'
import { isTestPostgresRunning, startTestPostgres } from './postgres.ts'
import { type Counts, printCounts, runTestFiles } from './run-test-files.ts'

/**
 * The whole suite: npm test. With words, only the test files whose path contains one of them: npm test -- delivery.
 * Every stage runs, also after one has failed; the exit code is 1 if any has.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CORES = os.availableParallelism()
const MINUTE_MS = 60_000
const words = process.argv.slice(2).filter(word => !word.startsWith('-'))

const startedAt = Date.now()
const outcomes: { stage: string; ok: boolean; seconds: number }[] = []
const counted: Counts[] = []

process.chdir(ROOT)
// Tests are their own world: what is set for a real installation must not reach them.
for (const name of ['DATABASE_URL', 'SMTP_URL', 'SMS_URL', 'MUSTER_DATA_DIR']) delete process.env[name]

const inMemory = memoryFolder()
if (inMemory) process.env.TMPDIR = inMemory

// Whole programs first: what takes longest must not be alone at the end.
const files = testFiles(['test', 'server', 'contract', 'locales', 'web', 'bench'])
const isBrowserTest = (file: string) => file.startsWith(path.join('test', 'e2e'))
const chosen = files.filter(file => words.length === 0 || words.some(word => file.includes(word)))

if (words.length === 0) {
  await stage('format and lint', () => runTool('biome', 'ci', '--colors=off', '.'))
  await stage('types', () => runTool('tsc', '--noEmit'))
}

const postgres = await startTestPostgres()
process.env.MUSTER_TEST_DATABASE_URL = postgres.url
try {
  const unitTests = chosen.filter(file => !isBrowserTest(file))
  const browserTests = chosen.filter(isBrowserTest)
  if (unitTests.length > 0) {
    await stage('tests', () => runTests(unitTests, CORES + 1, 3 * MINUTE_MS))
  }
  if (browserTests.length > 0) {
    await stage('the screens are built', () =>
      runTool('vite', 'build', '--config', 'web/vite.config.ts', 'web'),
    )
    await stage('Chromium', () => {
      process.env.CHROMIUM_PATH = ensureChromium()
      return true
    })
    await stage('tests in the browser', () => runTests(browserTests, CORES + 1, 8 * MINUTE_MS))
  }
  const faults = path.join('test', 'faults', 'run.ts')
  if (words.length === 0 && fs.existsSync(faults)) {
    await stage('faults', () => runNode(faults, '--short'))
  }
} finally {
  await postgres.stop()
  if (inMemory && !isTestPostgresRunning()) fs.rmSync(inMemory, { recursive: true, force: true })
}

console.log('')
for (const { stage, ok, seconds } of outcomes) console.log(`${ok ? '✔' : '✖'} ${stage} (${seconds} s)`)
printCounts(counted, Date.now() - startedAt)
process.exit(outcomes.every(({ ok }) => ok) ? 0 : 1)

async function stage(name: string, work: () => boolean | Promise<boolean>): Promise<void> {
  console.log(`\n── ${name}`)
  const from = Date.now()
  let ok = false
  try {
    ok = await work()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
  outcomes.push({ stage: name, ok, seconds: Math.round((Date.now() - from) / 100) / 10 })
}

async function runTests(chosenFiles: string[], concurrency: number, limitMs: number): Promise<boolean> {
  const counts = await runTestFiles(chosenFiles, concurrency, limitMs)
  counted.push(counts)
  return counts.fail === 0 && counts.cancelled === 0
}

/** A program that a package brings, under this Node, not under the one that happens to be on the path. */
function runTool(name: string, ...args: string[]): boolean {
  return runNode(fs.realpathSync(path.join('node_modules', '.bin', name)), ...args)
}

function runNode(...args: string[]): boolean {
  const { status, error } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (error) console.error(error.message)
  return status === 0
}

function testFiles(folders: string[]): string[] {
  return folders
    .filter(folder => fs.existsSync(folder))
    .flatMap(folder => {
      const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
      return names.map(name => path.join(folder, name))
    })
    .filter(file => /\.test\.tsx?$/.test(file) && !file.includes('node_modules'))
}
