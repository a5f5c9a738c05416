import {
  type OpenItemInput,
  openItemInput,
  openItemName,
  openItemRoles,
} from '../../../contract/open-items.ts'
import type { Fault } from '../../../contract/problems.ts'
import type { Tx } from '../../db/connect.ts'
import { judgeEmail } from '../../lib/email-address.ts'
import { faultsOf } from '../../lib/faults-of.ts'
import { lockPeople } from '../bulk/index.ts'
import { type FoundTarget, findTargets } from './feed-queries.ts'

export type FedLine = {
  line: number
  /** As given; null where there is none. */
  source: string | null
  ref: string | null
  item: OpenItemInput | null
  faults: Fault[]
}

const namedInput = openItemInput.extend(openItemName.shape)

/** What a line says by itself, with all that is wrong with it. */
export function readLine(given: unknown, line: number): FedLine {
  const judged = namedInput.safeParse(given, { reportInput: true })
  const text = (name: string) => {
    const value = (given as Record<string, unknown> | null)?.[name]
    return typeof value === 'string' ? value : null
  }
  const [source, ref] = [text('source'), text('ref')]
  if (!judged.success) return { line, source, ref, item: null, faults: faultsOf(judged.error) }
  const { source: _source, ref: _ref, ...item } = judged.data
  const roles: readonly string[] = openItemRoles[item.tool]
  const faults: Fault[] = roles.includes(item.role)
    ? []
    : [{ path: ['role'], reason: 'role-not-of-tool', detail: { choices: roles.join(', ') } }]
  return { line, source: judged.data.source, ref: judged.data.ref, item, faults }
}

export type JudgedLine = FedLine & { target: FoundTarget | null }

/** What the directory knows of them: unknown people and projects, and people who left. Locks the people until the end. */
export async function judgeLines(tx: Tx, accountId: string, lines: FedLine[]): Promise<JudgedLine[]> {
  const readable = lines.flatMap(({ line, item, source, ref }) =>
    item
      ? [
          {
            ...{ line, source: source!, ref: ref! },
            person: item.person,
            email: emailOf(item.person),
            project: item.project,
          },
        ]
      : [],
  )
  const people = (await findTargets(tx, accountId, readable)).flatMap(one => one.person_id ?? [])
  // Whoever is being inactivated right now has left, or their work has another owner, once we know.
  await lockPeople(tx, accountId, people)
  const found = new Map((await findTargets(tx, accountId, readable)).map(target => [target.line, target]))
  return lines.map(fed => {
    const target = found.get(fed.line) ?? null
    return target
      ? { ...fed, faults: [...fed.faults, ...faultsOfTarget(target)], target }
      : { ...fed, target }
  })
}

function faultsOfTarget(target: FoundTarget): Fault[] {
  const faults: Fault[] = []
  if (!target.person_id) faults.push({ path: ['person'], reason: 'person-unknown' })
  // It stays with whom it was left; nothing new waits for somebody who is not there.
  else if (target.status === 'inactive' && target.held_by !== target.person_id)
    faults.push({ path: ['person'], reason: 'person-left', detail: { name: target.name ?? '' } })
  if (!target.project_id) faults.push({ path: ['project'], reason: 'project-unknown' })
  return faults
}

const emailOf = (person: string): string | null => judgeEmail(person).address
