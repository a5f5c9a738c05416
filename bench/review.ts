import { byTurns } from './ground/by-turns.ts'
import { onDirectory } from './ground/directory-ground.ts'
import { type Bench, linesOf, ratioAtMost } from './ground/measurement.ts'

const TIMES = 9
const line = linesOf('review')

/** The review window of an action over everybody: how many, why not, and the first page of names. */
export const bench: Bench = ({ people, note }) =>
  onDirectory(people, note, async function* ({ client, asOwner, accountId }) {
    const cases = [
      { name: 'everybody', invitation: 'all', where: '' },
      {
        name: 'all who are not invited',
        invitation: 'not-invited',
        where: `and invitation_state in ('not_invited', 'revoked', 'cancelled', 'declined')`,
      },
    ]
    for (const action of ['user.invite', 'user.inactivate']) {
      for (const { name, invitation, where } of cases) {
        const selection = { filter: { kind: 'user', status: 'active', invitation }, except: [] }
        const count = `select count(*) from person_state
          where account_id = $1 and kind = 'user' and status = 'active' ${where}`
        const taken = await byTurns(TIMES, {
          http: () => client.post(`/api/v1/bulk-actions/${action}/reviews`, { selection, input: {} }),
          sql: () => asOwner.query(count, [accountId]),
        })
        yield line(`${action}, ${name}, p50`, taken.http, 'ms', {
          floor: { value: taken.sql, what: 'one count over the narrow table' },
          ...(invitation === 'all' && { goal: ratioAtMost(3) }),
        })
      }
    }
  })
