import { peopleQuery } from '../contract/people.ts'
import { listPeople } from '../server/features/directory/list-people.ts'
import { byTurns } from './ground/by-turns.ts'
import { crowd } from './ground/crowd.ts'
import { type DirectoryGround, onDirectory, type Statement } from './ground/directory-ground.ts'
import { atMost, type Bench, linesOf } from './ground/measurement.ts'
import { quantile } from './ground/statistics.ts'

const TIMES = 7
const LONGEST_MS = 200
const line = linesOf('search')

/** Searching the directory from four letters on, for what is rare and what is common; alone, and with 50 people searching. */
export const bench: Bench = ({ people, note }) =>
  onDirectory(people, note, async function* (ground) {
    const paths: string[] = []
    const { everyday, common } = await searchesOf(ground)
    for (const [name, filter] of Object.entries({ ...everyday, ...common })) {
      const path = `/api/v1/people?${new URLSearchParams({ ...filter, limit: '50' })}`
      if (name in everyday) paths.push(path)
      const sql = await pastTheWall(ground, filter)
      const taken = await byTurns(TIMES, {
        http: () => ground.client.get(path),
        sql: () => ground.asOwner.query(sql),
      })
      yield line(`${name}, p50`, taken.http, 'ms', {
        floor: { value: taken.sql, what: 'SQL alone, no row-level security' },
        goal: atMost(LONGEST_MS),
      })
    }
    const taken = await crowd(number => ground.client.get(paths[number % paths.length]!))
    yield line('50 people searching, p50', quantile(taken, 0.5), 'ms')
    yield line('50 people searching, p99', quantile(taken, 0.99), 'ms', { goal: atMost(LONGEST_MS) })
  })

type Filters = Record<string, Record<string, string>>

/** What 50 people look for, and what only somebody now and then does. */
async function searchesOf({
  asOwner,
  people,
}: DirectoryGround): Promise<{ everyday: Filters; common: Filters }> {
  const { rows } = await asOwner.query<{ last_name: string }>(
    `select last_name from person where length(last_name) between 5 and 9 group by 1 order by count(*) desc, 1`,
  )
  const nameAt = (place: number) => rows[Math.floor((rows.length - 1) * place)]!.last_name
  const { rows: found } = await asOwner.query<{
    first_name: string
    last_name: string
    email: string
    phone: string
    company_name: string
  }>(
    `select * from person where phone is not null and email like '%@%' and length(last_name) > 4 order by id offset $1 limit 1`,
    [Math.floor(people / 2)],
  )
  const one = found[0]!
  const digits = one.phone.replace(/\D/g, '')
  return {
    everyday: {
      'a rare last name': { q: nameAt(1) },
      'a middling last name': { q: nameAt(0.2) },
      nobody: { q: 'qzxwvk' },
      'first and last name': { q: `${one.first_name} ${one.last_name}` },
      'last name and company': { q: `${nameAt(0)} ${one.company_name}` },
      'a phone number with blanks': { q: `${digits.slice(1, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}` },
      'the end of a phone number': { q: digits.slice(-5) },
      'part of an e-mail address': { q: one.email.slice(0, one.email.indexOf('@')) },
      'a company': { q: one.company_name },
      'in the name column alone': { name: nameAt(0.2) },
      'in the e-mail column alone': { email: one.email.slice(4, 14) },
    },
    common: {
      'the most common last name': { q: nameAt(0) },
      'four letters inside very many names': { q: 'berg' },
      'a trade that many companies have': { q: one.company_name.split(' ').at(-1)! },
      'a common name, not invited, by company': { q: nameAt(0), invitation: 'not-invited', sort: 'company' },
    },
  }
}

/** The list's own statement over the bare tables instead of the view that carries the wall. */
async function pastTheWall(ground: DirectoryGround, filter: Record<string, string>): Promise<Statement> {
  const query = peopleQuery.parse({ ...filter, limit: '50' })
  const statements = await ground.statementsOf((tx, actor) => listPeople(tx, actor, query))
  // The last one finds by the words' own index; before it a stretch was looked through.
  const { text, values } = statements.findLast(one => one.text.includes('"directory_row"'))!
  const { rows } = await ground.asOwner.query<{ view: string }>(
    `select pg_get_viewdef('directory_row') as view`,
  )
  return { text: text.replace('"directory_row"', `(${rows[0]!.view.replace(/;$/, '')})`), values }
}
