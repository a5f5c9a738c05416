import { type PeopleQuery, peopleQuery } from '../contract/people.ts'
import { toCursor } from '../server/db/keyset.ts'
import { listPeople } from '../server/features/directory/list-people.ts'
import { byTurns } from './ground/by-turns.ts'
import { canMeasureCpu } from './ground/cpu-time.ts'
import { crowd } from './ground/crowd.ts'
import { type DirectoryGround, onDirectory, type Statement } from './ground/directory-ground.ts'
import { atMost, type Bench, linesOf, timesAndMore } from './ground/measurement.ts'
import { quantile } from './ground/statistics.ts'

const PAGE = 50
const TIMES = 11
const SORTS = ['name', '-email', 'company']
const DEPTHS = ['first', 'middle', 'last'] as const

type Place = { path: string; sql: Statement }
const line = linesOf('list')

/** A page of the directory: sorts, filters and depths; alone, and with 50 people looking. */
export const bench: Bench = ({ people, note }) =>
  onDirectory(people, note, async function* (ground) {
    const paths: string[] = []
    const { everyday, rare } = await filtersOf(ground)
    for (const [filterName, filter] of Object.entries({ ...everyday, ...rare })) {
      for (const sort of SORTS) {
        let worst = { http: 0, sql: 0, depth: '', excess: Number.NEGATIVE_INFINITY }
        for (const depth of DEPTHS) {
          const { path, sql } = await placeAt(ground, { ...filter, sort }, depth)
          if (filterName in everyday) paths.push(path)
          const taken = await byTurns(TIMES, {
            http: () => ground.client.get(path),
            sql: () => ground.asProgram.query(sql),
          })
          const excess = taken.http - 2 * taken.sql
          if (excess > worst.excess) worst = { ...taken, depth, excess }
        }
        yield line(`${filterName} by ${sort}, p50 (${worst.depth} page)`, worst.http, 'ms', {
          floor: { value: worst.sql, what: 'its SQL alone' },
          goal: timesAndMore(2, 2),
        })
      }
    }
    const before = ground.cpuMs()
    const taken = await crowd(number => ground.client.get(paths[(number * 7) % paths.length]!))
    const after = ground.cpuMs()
    if (canMeasureCpu) {
      yield line('processor time of Node for a page', (after.api - before.api) / taken.length, 'ms')
      yield line(
        'processor time of PostgreSQL for a page',
        (after.postgres - before.postgres) / taken.length,
        'ms',
      )
    }
    yield line('50 people looking, p50', quantile(taken, 0.5), 'ms')
    yield line('50 people looking, p99', quantile(taken, 0.99), 'ms', { goal: atMost(50) })
  })

type Filters = Record<string, Record<string, string>>

/** What 50 people look at, and what only somebody now and then does. */
async function filtersOf({ asOwner }: DirectoryGround): Promise<{ everyday: Filters; rare: Filters }> {
  const groupOf = async (column: string, place: number) => {
    const { rows } = await asOwner.query<{ id: string }>(
      `select ${column} as id from person_state where ${column} is not null group by 1 order by count(*) desc, 1`,
    )
    return rows[Math.floor((rows.length - 1) * place)]!.id
  }
  return {
    everyday: {
      everybody: {},
      invited: { invitation: 'invited' },
      'in error': { invitation: 'error' },
      'a company': { company: await groupOf('company_id', 0.5) },
      'a template': { template: await groupOf('template_id', 0.5) },
    },
    rare: {
      'waiting (nobody)': { invitation: 'waiting' },
      'the largest company': { company: await groupOf('company_id', 0) },
      'the rarest template': { template: await groupOf('template_id', 1) },
      'rarest template, not invited': {
        template: await groupOf('template_id', 1),
        invitation: 'not-invited',
      },
    },
  }
}

/** A page at a depth, as it is asked for over HTTP and as it is asked of the database. */
async function placeAt(
  ground: DirectoryGround,
  filter: Record<string, string>,
  depth: (typeof DEPTHS)[number],
): Promise<Place> {
  const ask = { ...filter, limit: String(PAGE) }
  const cursor = depth === 'first' ? null : await cursorAt(ground, ask, depth)
  const query = cursor ? { ...ask, cursor } : ask
  return {
    path: `/api/v1/people?${new URLSearchParams(query)}`,
    sql: await pageSql(ground, peopleQuery.parse(query)),
  }
}

async function cursorAt(ground: DirectoryGround, ask: Record<string, string>, depth: 'middle' | 'last') {
  const { text } = await ground.client.get(`/api/v1/people/counts?${new URLSearchParams(ask)}`)
  const { total } = JSON.parse(text) as { total: number }
  const offset = Math.max(0, depth === 'middle' ? Math.floor(total / 2) : total - PAGE - PAGE / 2)
  const first = await pageSql(ground, peopleQuery.parse(ask))
  const values = [...first.values.slice(0, -1), 1, offset]
  const { rows } = await ground.asOwner.query<{ sort_key: string; id: string }>(
    `${first.text} offset $${values.length}`,
    values,
  )
  return rows[0] ? toCursor([rows[0].sort_key, rows[0].id]) : null
}

async function pageSql({ statementsOf }: DirectoryGround, query: PeopleQuery): Promise<Statement> {
  const statements = await statementsOf((tx, actor) => listPeople(tx, actor, query))
  return statements.find(({ text }) => text.includes('"directory_row"'))!
}
