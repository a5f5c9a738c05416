import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAccount } from '../server/db/connect.ts'
import { faultsIn, theDirectory } from '../server/features/directory/testing.ts'
import { anOpenItem } from './open-items.ts'
import { prequalify } from './prequalification.ts'

// Wherever somebody is chosen to do something, only who is active is there to choose; and who names an inactive person anyway is told.
// Source: seed 002, "removed from the selectable options in User drop-down menus".

const it = await theDirectory()
type Ask = Parameters<typeof it.ask>
type Answer = Awaited<ReturnType<typeof it.ask>>

/** Two users and two contacts of one company, on one project and in one group, one of each inactive; and a form of the company. */
async function aDirectory() {
  const account = await it.anAccount()
  const project = await it.aProject(account, 'Harbour Tower')
  const group = await it.added(account, '/distribution-groups', { name: 'Evening report' })
  const make = (firstName: string, kind: 'user' | 'contact') =>
    it.aUser(account, { firstName, lastName: 'Picked', kind, companyName: 'Star Framing' })
  const here = [await make('Here', 'user'), await make('Near', 'contact')]
  const gone = [await make('Gone', 'user'), await make('Away', 'contact')]
  for (const { id } of [...here, ...gone]) {
    await it.put(account, project.id, id)
    await it.ask(account, 'PUT', `/distribution-groups/${group.id}/people/${id}`)
  }
  const { askedCompanyId } = await prequalify(it.db, account, [here[0]!, gone[0]!])
  const item = await anOpenItem(it.db, account, { person: account.standard, project: project.id })
  const { body: settings } = await it.ask(account, 'GET', `/companies/${askedCompanyId}`)
  assert.equal(settings.name, 'Star Framing')
  for (const [kind, person] of [
    ['user', gone[0]!],
    ['contact', gone[1]!],
  ] as const)
    await it.ask(account, 'POST', `/bulk-actions/${kind}.inactivate/runs`, {
      payload: { selection: { ids: [person.id] } },
    })
  await it.carryOut()
  return { account, project, group, item, companyId: askedCompanyId, here, gone }
}
type Directory = Awaited<ReturnType<typeof aDirectory>>

/** What each picker of the screen asks for, under its name there. */
const pickers: Record<string, (given: Directory) => string> = {
  'who takes over; who an item is reassigned to': () => '/people?kind=user&status=active&q=picked&limit=8',
  'add people to a project or a group: users': () =>
    '/people?kind=user&status=active&invitation=all&q=picked',
  'add people to a project or a group: contacts': () => '/people?kind=contact&status=active&q=picked',
  'users of a project': ({ project }) => `/projects/${project.id}/people?kind=user&q=picked`,
  'contacts of a project': ({ project }) => `/projects/${project.id}/people?kind=contact&q=picked`,
  'users of a group': ({ group }) => `/people?group=${group.id}&kind=user`,
  'contacts of a group': ({ group }) => `/people?group=${group.id}&kind=contact`,
  'the search at the top of every page': () => '/people?q=picked',
}

test('each picker offers who is active, and nobody who is not', async () => {
  const given = await aDirectory()
  for (const [name, url] of Object.entries(pickers)) {
    const { body } = await it.ask(given.account, 'GET', url(given))
    const names = body.items.map((one: { name: string }) => one.name)
    assert.deepEqual(names, [/contact/.test(url(given)) ? 'Near Picked' : 'Here Picked'], name)
  }
  const { body: view } = await it.ask(given.account, 'GET', `/prequalifications/${given.companyId}`)
  const offered = view.respondents.filter((one: { state: string }) => one.state !== 'ended')
  assert.deepEqual(
    offered.map((one: { person: { name: string } }) => one.person.name),
    ['Here Picked'],
    'primary contact of a company',
  )
})

test('who names somebody inactive all the same is refused, with the place', async () => {
  const given = await aDirectory()
  const { account, project, group, item, companyId, here, gone } = given
  const other = await it.aProject(account, 'Harbour Bridge')
  const user = gone[0]!
  const selection = { ids: [here[0]!.id] }
  const asked: Record<string, [Ask[1], string, object, string[]]> = {
    'a successor': [
      'POST',
      '/bulk-actions/user.inactivate/reviews',
      { selection, input: { successor: user.id } },
      ['input.successor', 'successor-not-active'],
    ],
    'a successor for a tool': [
      'POST',
      '/bulk-actions/user.inactivate/runs',
      { selection, input: { successors: { rfi: user.id } } },
      ['input.successors.rfi', 'successor-not-active'],
    ],
    'who an item is reassigned to': [
      'POST',
      '/bulk-actions/open-item.reassign/runs',
      { selection: { ids: [item] }, input: { successor: user.id } },
      ['input.successor', 'successor-not-active'],
    ],
    'a member of a project': [
      'PUT',
      `/projects/${other.id}/people/${user.id}`,
      { templateId: null },
      ['personId', 'not-active'],
    ],
    'a member of a group': [
      'PUT',
      `/distribution-groups/${group.id}/people/${user.id}`,
      {},
      ['personId', 'not-active'],
    ],
    'the primary contact of a company': [
      'PATCH',
      `/prequalifications/${companyId}`,
      { primaryContactId: user.id },
      ['primaryContactId', 'not-of-this-company'],
    ],
    'whom an open item waits for': [
      'PUT',
      '/open-items/plan/RFI-9',
      { tool: 'rfi', role: 'manager', person: user.id, project: project.id, title: 'Bolts' },
      ['person', 'person-left'],
    ],
  }
  for (const [name, [method, url, payload, fault]] of Object.entries(asked)) {
    const answer: Answer = await it.ask(account, method, url, { payload })
    assert.deepEqual([answer.status, faultsIn(answer)], [422, [fault]], name)
  }
  const state = await inAccount(it.db, account.id, tx =>
    tx.selectFrom('person_state').select('status').where('person_id', '=', user.id).executeTakeFirstOrThrow(),
  )
  assert.equal(state.status, 'inactive')
})
