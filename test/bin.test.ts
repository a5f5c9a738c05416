import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../bin/', import.meta.url))
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'muster-bin-'))
after(() => fs.rmSync(folder, { recursive: true }))
const program = path.join(folder, 'program.ts')
fs.writeFileSync(
  program,
  `const [what]: string[] = process.argv.slice(2)
   if (what === 'exit') process.exitCode = 7
   if (what === 'wait') setInterval(() => {}, 1000)
   if (what === 'end-well') { process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000) }
   console.log(JSON.stringify({ major: parseInt(process.versions.node), main: import.meta.main, args: process.argv.slice(2), pid: process.pid, cache: process.env.NODE_COMPILE_CACHE }))`,
)

const nodes = [process.execPath, ...olderNodes().slice(0, 1)]
for (const node of nodes) {
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()

  test(`${version} runs a file under Node 24 with its arguments and exit code`, () => {
    const args = ['exit', '--flag', 'two words']
    const { status, stdout } = spawnSync(node, [path.join(BIN, 'node24.js'), program, ...args], {
      encoding: 'utf8',
    })
    const told = JSON.parse(stdout)
    assert.ok(told.major >= 24)
    assert.equal(told.main, true)
    assert.deepEqual(told.args, args)
    assert.equal(status, 7)
    assert.ok(told.cache, 'what the program starts is compiled once for all')
  })

  test(`${version} passes signals on`, async () => {
    const { child } = await start(node, 'end-well')
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'exit'), [9, null])
    const other = await start(node, 'wait')
    other.child.kill('SIGINT')
    assert.deepEqual(await once(other.child, 'exit'), [null, 'SIGINT'])
  })

  test(`${version} leaves nothing running when it is killed`, async () => {
    const { child, pid } = await start(node, 'end-well')
    child.kill('SIGKILL')
    while (isRunning(pid)) await new Promise(resolve => setTimeout(resolve, 10))
  })

  test(`${version} runs bin/muster, also through a link without an extension`, () => {
    const link = path.join(folder, `muster-${version}`)
    fs.symlinkSync(path.join(BIN, 'muster'), link)
    const { stderr } = spawnSync(node, [link, '--version'], { encoding: 'utf8' })
    assert.doesNotMatch(stderr, /ERR_UNKNOWN_FILE_EXTENSION|ES module scope|Unexpected token/)
  })
}

test('a missing package is named in one sentence', { skip: nodes.length < 2 && 'no older Node here' }, () => {
  const copy = path.join(folder, 'elsewhere', 'bin')
  fs.cpSync(BIN, copy, { recursive: true })
  fs.writeFileSync(path.join(folder, 'elsewhere', 'package.json'), '{"type":"module"}')
  const { status, stderr } = spawnSync(nodes[1]!, [path.join(copy, 'muster')], { encoding: 'utf8' })
  assert.equal(status, 1)
  assert.match(
    stderr,
    /^Muster needs Node 24, and this is Node \d+[^\n]*: the package node-\S+.*npm ci[^\n]*\n$/,
  )
})

async function start(node: string, what: string): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(node, [path.join(BIN, 'node24.js'), program, what], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [line] = await once(child.stdout, 'data')
  return { child, pid: JSON.parse(String(line)).pid }
}

function isRunning(pid: number): boolean {
  try {
    // A zombie that nobody waits for is not running.
    if (fs.readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) return false
  } catch {
    // Gone, or a system without /proc.
  }
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function olderNodes(): string[] {
  const places = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/local/bin', '/usr/bin']
  return places
    .map(place => path.join(place, 'node'))
    .filter(file => {
      const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' })
      return Number.parseInt(stdout?.slice(1) ?? '', 10) < 24
    })
}
