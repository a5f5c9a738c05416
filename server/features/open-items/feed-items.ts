import type { OpenItemBatchAnswer } from '../../../contract/open-items.ts'
import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { refuseFaults } from '../../lib/problem.ts'
import { record } from '../audit/index.ts'
import { type Actor, actedBy } from '../permissions/index.ts'
import { writeItems } from './feed-queries.ts'
import { type FedLine, type JudgedLine, judgeLines, readLine } from './judge-lines.ts'

/** Lines in one transaction. */
const chunkLines = 1_000

/** Writes one open item as its source says it is; the same twice changes nothing. @throws Problem faulty-input */
export async function feedItem(
  tx: Tx,
  actor: Actor,
  given: Record<string, unknown> & { source: string; ref: string },
): Promise<void> {
  const [line] = await judgeLines(tx, actor.accountId, [readLine(given, 1)])
  refuseFaults(line!.faults)
  await write(tx, actor, [line!])
}

/**
 * Writes many open items: every line is judged, those without faults are applied, whole chunks at a time, and the others
 * are told with all their faults. The same batch twice changes nothing the second time.
 */
export async function feedBatch(db: Db, actor: Actor, lines: FedLine[]): Promise<OpenItemBatchAnswer> {
  const answer: OpenItemBatchAnswer = { written: 0, unchanged: 0, faulty: [] }
  const twice = new Map<string, number>()
  for (let from = 0; from < lines.length; from += chunkLines) {
    const chunk = lines.slice(from, from + chunkLines).map(line => withoutTwin(line, twice))
    const done = await inAccount(db, actor.accountId, async tx => {
      const judged = await judgeLines(tx, actor.accountId, chunk)
      const good = judged.filter(({ faults }) => !faults.length)
      return { written: await write(tx, actor, good), good: good.length, judged }
    })
    answer.written += done.written
    answer.unchanged += done.good - done.written
    for (const { line, source, ref, faults } of done.judged)
      if (faults.length) answer.faulty.push({ line, source, ref, faults })
  }
  return answer
}

/** Of the same item named in two lines, the first counts. */
function withoutTwin(line: FedLine, seen: Map<string, number>): FedLine {
  const name = JSON.stringify([line.source, line.ref])
  const earlier = seen.get(name)
  if (earlier === undefined) seen.set(name, line.line)
  if (earlier === undefined || !line.item) return line
  const twin = { path: ['ref'], reason: 'same-item-as-line', detail: { line: earlier } }
  return { ...line, faults: [...line.faults, twin] }
}

async function write(tx: Tx, actor: Actor, lines: JudgedLine[]): Promise<number> {
  if (!lines.length) return 0
  const items = lines.map(({ source, ref, item, target }) => ({
    id: newId(),
    source: source!,
    ref: ref!,
    tool: item!.tool,
    role: item!.role,
    person_id: target!.person_id!,
    project_id: target!.project_id!,
    title: item!.title,
    url: item!.url,
    due_on: item!.dueOn,
    is_open: item!.isOpen,
  }))
  const written = await writeItems(tx, actor.accountId, items)
  if (written)
    await record(tx, actedBy(actor), 'open-items.fed', { source: lines[0]!.source!, items: written })
  return written
}
