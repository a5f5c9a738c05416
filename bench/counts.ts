import { byTurns } from './ground/by-turns.ts'
import { onDirectory } from './ground/directory-ground.ts'
import { type Bench, linesOf, ratioAtMost } from './ground/measurement.ts'

const TIMES = 9
const line = linesOf('counts')

/** The counts beside the filters, and the choices of the other filter groups. */
export const bench: Bench = ({ people, note }) =>
  onDirectory(people, note, async function* ({ client, asOwner, accountId }) {
    const { rows } = await asOwner.query<{ template_id: string }>(
      'select template_id from person_state group by 1 order by count(*) desc',
    )
    const often = rows[0]!.template_id
    const filters = [
      { name: 'counts of everybody', filter: {}, where: '' },
      {
        name: 'counts of the commonest template',
        filter: { template: often },
        where: `and template_id = '${often}'`,
      },
    ]
    for (const { name, filter, where } of filters) {
      const path = `/api/v1/people/counts?${new URLSearchParams(filter)}`
      const groupBy = `select invitation_state, count(*) from person_state
        where account_id = $1 and kind = 'user' and status = 'active' ${where} group by 1`
      const taken = await byTurns(TIMES, {
        http: () => client.get(path),
        sql: () => asOwner.query(groupBy, [accountId]),
      })
      yield line(`${name}, p50`, taken.http, 'ms', {
        floor: { value: taken.sql, what: 'the group-by alone' },
        goal: ratioAtMost(1.5),
      })
    }
    const others = {
      'companies to choose from': '/api/v1/people/facets?group=company',
      'companies to choose from, not invited': '/api/v1/people/facets?group=company&invitation=not-invited',
      'companies to choose from, part of a name': '/api/v1/people/facets?group=company&search=elec',
      'templates to choose from': '/api/v1/people/facets?group=template',
      'counts of a search': '/api/v1/people/counts?q=berg',
    }
    for (const [name, path] of Object.entries(others)) {
      const { http } = await byTurns(TIMES, { http: () => client.get(path) })
      yield line(`${name}, p50`, http, 'ms')
    }
  })
