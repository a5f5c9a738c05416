import { spawn } from 'node:child_process'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const REQUIRED_MAJOR = 24
const COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/node-compile', import.meta.url))

/**
 * Runs a TypeScript file as the main program: in this process when it is Node 24 or newer, else in a child that has
 * this one's terminal, gets its signals, gives it its exit code, and ends when it is killed.
 */
export function runUnderNode24(file, args) {
  if (Number.parseInt(process.versions.node, 10) >= REQUIRED_MAJOR) {
    module.enableCompileCache(COMPILE_CACHE)
    // What it starts, such as one process for each test file, is compiled once for all, too.
    process.env.NODE_COMPILE_CACHE ||= COMPILE_CACHE
    process.argv.splice(1, process.argv.length, file, ...args)
    module.runMain()
    return
  }
  const endWithParent = new URL('./end-with-parent.js', import.meta.url).href
  const child = spawn(node24(), ['--import', endWithParent, file, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || COMPILE_CACHE },
  })
  const forwarded = ['SIGTERM', 'SIGHUP', 'SIGINT']
  for (const signal of forwarded) {
    process.on(signal, () => {
      // Ctrl-C in a terminal reaches the child by itself; a second one would mean "at once".
      if (signal !== 'SIGINT' || !inTerminal()) child.kill(signal)
    })
  }
  child.on('error', error => fail(`${node24()} does not run on this machine (${error.message})`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code)
    for (const name of forwarded) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

const inTerminal = () => Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)

function node24() {
  const windows = process.platform === 'win32'
  const packageName = `node-${windows ? 'win' : process.platform}-${process.arch}`
  try {
    const manifest = module.createRequire(import.meta.url).resolve(`${packageName}/package.json`)
    return path.join(path.dirname(manifest), 'bin', windows ? 'node.exe' : 'node')
  } catch {
    return fail(`the package ${packageName}, which brings it, is not installed`)
  }
}

function fail(reason) {
  console.error(
    `Muster needs Node ${REQUIRED_MAJOR}, and this is Node ${process.versions.node}: ${reason}. ` +
      'Run npm ci with optional dependencies, or install Node 24.',
  )
  process.exit(1)
}
