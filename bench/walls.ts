import { peopleQuery } from '../contract/people.ts'
import { listPeople } from '../server/features/directory/list-people.ts'
import { byTurns } from './ground/by-turns.ts'
import { type DirectoryGround, onDirectory, type Statement } from './ground/directory-ground.ts'
import { type Bench, linesOf, ratioAtMost } from './ground/measurement.ts'

const TIMES = 15
const line = linesOf('walls')

/** What row-level security costs: the program's own statements, and the same as who owns the tables, without policies or views. */
export const bench: Bench = ({ people, note }) =>
  onDirectory(people, note, async function* (ground) {
    await ground.asOwner.query('set jit = off; set parallel_setup_cost = 5000')
    const { rows } = await ground.asOwner.query<{ last_name: string; company_name: string }>(
      `select last_name, company_name from person where length(last_name) > 5 and company_name <> '' order by id offset $1 limit 1`,
      [Math.floor(ground.people / 2)],
    )
    const one = rows[0]!
    const looks: Record<string, { filter: Record<string, string>; most: number }> = {
      'a page of the list': { filter: {}, most: 1.1 },
      'a page by company': { filter: { sort: 'company' }, most: 1.1 },
      'a page of the not invited': { filter: { invitation: 'not-invited' }, most: 1.1 },
      'a search for a last name': { filter: { q: one.last_name }, most: 1.5 },
      'a search for a company': { filter: { q: one.company_name }, most: 1.5 },
    }
    for (const [name, { filter, most }] of Object.entries(looks)) {
      const query = peopleQuery.parse({ ...filter, limit: '50' })
      const statements = await ground.statementsOf((tx, actor) => listPeople(tx, actor, query))
      yield await compared(ground, name, statements, most)
    }
    const counts = `select invitation_state, count(*) from "state_row" as s where kind = 'user' and status = 'active' group by 1`
    yield await compared(ground, 'counts beside the filters', [{ text: counts, values: [] }], 1.1)
  })

async function compared(ground: DirectoryGround, name: string, behind: Statement[], most: number) {
  const past = await Promise.all(behind.map(statement => withoutViews(ground, statement)))
  const ask = (client: DirectoryGround['asOwner'], statements: Statement[]) => async () => {
    for (const statement of statements) await client.query(statement)
  }
  const [walled, bare] = [ask(ground.asProgram, behind), ask(ground.asOwner, past)]
  // There and back: whoever comes second finds the pages warm.
  const taken = await byTurns(TIMES, { first: walled, second: bare, third: bare, fourth: walled })
  return line(`${name}, p50`, (taken.first + taken.fourth) / 2, 'ms', {
    floor: { value: (taken.second + taken.third) / 2, what: 'the same as the owner, no policies' },
    goal: ratioAtMost(most),
  })
}

/** The same statement over the bare tables, in place of the views that carry the wall. */
async function withoutViews({ asOwner }: DirectoryGround, { text, values }: Statement): Promise<Statement> {
  let bare = text
  for (const view of ['directory_row', 'state_row']) {
    const { rows } = await asOwner.query<{ definition: string }>(
      'select pg_get_viewdef($1::regclass) as definition',
      [view],
    )
    bare = bare.replaceAll(`"${view}"`, `(${rows[0]!.definition.replace(/;\s*$/, '')})`)
  }
  return { text: bare, values }
}
