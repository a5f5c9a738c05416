import { createHash } from 'node:crypto'
import { existsSync, type Stats } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Where the built web client stands. */
export const webDir = path.join(root, 'web', 'dist')

/** What the build is made of; package-lock.json stands for every package. */
const SOURCES = ['web', 'contract', 'locales', 'package-lock.json']
/** Beside the build and not in it, as everything in it is served. */
const stampFile = path.join(root, 'web', 'dist.stamp')

interface Stamp {
  /** Of paths, sizes and times: cheap to compare. */
  looks: string
  /** Of paths and contents: holds also in a fresh checkout, where every time is new. */
  content: string
}

/**
 * Builds the web client unless the one that stands there was made of the very same files. Several processes may ask at
 * once: each builds into a folder of its own, and the last one to finish is the one that stands.
 *
 * @throws where a source does not build; an older build then stays as it was
 */
export async function ensureWebBuilt(): Promise<void> {
  const files = await sourceFiles()
  const looks = looksOf(files)
  const stamp = existsSync(path.join(webDir, 'index.html')) ? await readStamp() : null
  if (stamp?.looks === looks) return
  const content = await contentOf(files)
  if (stamp?.content !== content) await build()
  await writeFile(stampFile, JSON.stringify({ looks, content } satisfies Stamp))
}

async function build(): Promise<void> {
  const startedAt = performance.now()
  const { build } = await import('vite')
  const fresh = `${webDir}.${process.pid}`
  try {
    await mkdir(fresh, { recursive: true })
    await build({
      configFile: path.join(root, 'web', 'vite.config.ts'),
      logLevel: 'error',
      build: { outDir: fresh },
    })
    await rm(webDir, { recursive: true, force: true })
    await rename(fresh, webDir).catch(ignoreIfThere)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
  console.error(`web: built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** Another process put the same build there in the same moment. */
function ignoreIfThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
}

type SourceFile = { name: string; stats: Stats }

async function sourceFiles(): Promise<SourceFile[]> {
  const names = (await Promise.all(SOURCES.map(filesIn))).flat().sort()
  return Promise.all(names.map(async name => ({ name, stats: await stat(path.join(root, name)) })))
}

async function filesIn(source: string): Promise<string[]> {
  if (!(await stat(path.join(root, source))).isDirectory()) return [source]
  const entries = await readdir(path.join(root, source), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter(name => !/^web[\\/]dist[.\\/]/.test(name))
}

const looksOf = (files: SourceFile[]): string =>
  digest(files.map(({ name, stats }) => `${name} ${stats.size} ${stats.mtimeMs}`))

const contentOf = async (files: SourceFile[]): Promise<string> =>
  digest(
    await Promise.all(
      files.map(async ({ name }) => `${name} ${digest([await readFile(path.join(root, name))])}`),
    ),
  )

function digest(parts: (string | Buffer)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\n')
  return hash.digest('hex')
}

async function readStamp(): Promise<Stamp | null> {
  try {
    return JSON.parse(await readFile(stampFile, 'utf8')) as Stamp
  } catch {
    return null
  }
}
