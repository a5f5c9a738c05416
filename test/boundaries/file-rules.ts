import fs from 'node:fs'
import path from 'node:path'
import { sourceFiles } from './source-files.ts'

const LONGEST_FILE_LINES = 300
const LONGEST_TEST_LINES = 500
/** Words that say nothing about what is inside. */
const EMPTY_WORDS = new Set(
  'util utils helper helpers common base core manager service data info handle handler process'.split(' '),
)
/** Fastify's own word; passwords that many people have in common; a table of rows; a process of the operating system. */
const ALLOWED_NAMES = new Set([
  'problem-handler',
  'common-passwords',
  'data-table',
  'data-header',
  'data-row',
  'worker-process',
])
const GENERATED = new Set(['server/db/schema.ts'])
const READS_ENVIRONMENT = /^(server\/main|test|bench)\/|\.test\.tsx?$|\/testing\.ts$/
/** Whatever opens a connection to somewhere else. PostgreSQL is spoken to by pg, in db/ alone. */
const CALLS_OUTWARD =
  /\b(?:fetch|createConnection|smpp\.connect|(?:net|tls|http2)\.connect|https?\.(?:request|get)|new (?:SMTPConnection|WebSocket|Resolver))\(|: http\)\.request\(/
/** To the mail server and the SMS gateway, and to name servers about them. */
const MAY_CALL_OUTWARD = /^server\/features\/(delivery|installation\/diagnosis)\//

/** What is wrong with single files, as `rule: file …`. */
export function fileFaults(root: string): string[] {
  return sourceFiles(root)
    .filter(file => !GENERATED.has(file))
    .flatMap(file => {
      const text = fs.readFileSync(path.join(root, file), 'utf8')
      return [
        ...tooLong(file, text),
        ...emptyName(file),
        ...readsEnvironment(file, text),
        ...callsOutward(file, text),
      ]
    })
}

function tooLong(file: string, text: string): string[] {
  const limit = /\.test\.tsx?$/.test(file) ? LONGEST_TEST_LINES : LONGEST_FILE_LINES
  const lines = text.split('\n').length - 1
  return lines > limit ? [`file-length: ${file} has ${lines} lines, ${limit} at most`] : []
}

function emptyName(file: string): string[] {
  const names = file.replace(/(\.test)?\.tsx?$/, '').split('/')
  const empty = names.filter(
    name => !ALLOWED_NAMES.has(name) && name.split(/[-_.]/).some(word => EMPTY_WORDS.has(word.toLowerCase())),
  )
  return empty.map(name => `empty-name: ${file} (${name})`)
}

function readsEnvironment(file: string, text: string): string[] {
  if (READS_ENVIRONMENT.test(file)) return []
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const reads = code.match(/process\.env\b(\.\w+)?|import\.meta\.env\b|from ['"]node:process['"]/g) ?? []
  // The embedded server gives its child the way to programs, and nothing else.
  const forbidden = file.startsWith('server/db/embedded/')
    ? reads.filter(read => read !== 'process.env.PATH')
    : reads
  return forbidden.map(read => `environment-in-main-only: ${file} reads ${read}`)
}

function callsOutward(file: string, text: string): string[] {
  const isProduct = file.startsWith('server/') && !/(\.test\.ts|\/testing\.ts)$/.test(file)
  if (!isProduct || MAY_CALL_OUTWARD.test(file)) return []
  const call = CALLS_OUTWARD.exec(text)
  return call ? [`outward-calls-in-delivery: ${file} calls ${call[0]}`] : []
}
