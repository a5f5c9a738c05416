import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inAccount } from '../../db/connect.ts'
import { faultsIn, namesOf, theDirectory } from './testing.ts'

// What people and programs send by mistake: all faults at once, each with its place, and nothing half done.

const it = await theDirectory()
const names = {
  html: '<b onmouseover="alert(1)">Ana</b> & Söhne',
  lines: 'Star\nFraming\r\n\tNorth',
  'right to left': 'שלום \u202Eevil\u202C خرسانة',
}

test('names with HTML, newlines and right-to-left text are kept as one line of text, of companies, projects, groups and contacts', async () => {
  const account = await it.anAccount()
  const project = await it.aProject(account, 'Harbour Tower')
  for (const [what, name] of Object.entries(names)) {
    const shown: Record<string, string> = {}
    for (const path of ['/companies', '/projects', '/distribution-groups'])
      shown[path] = (await it.ask(account, 'POST', path, { payload: { name: `${path} ${name}` } })).body.name
    const contact = await it.ask(account, 'POST', `/projects/${project.id}/contacts`, {
      payload: { firstName: name, lastName: what },
    })
    shown['/contacts'] = `/contacts ${contact.body.firstName}`
    for (const [path, kept] of Object.entries(shown)) {
      assert.doesNotMatch(kept, /[\n\r\t]/, what)
      // What would turn other text round is left out; the letters stay.
      const meant = `${path} ${name}`.replace(/[\u202C\u202E]/g, '').replace(/\s+/g, ' ')
      assert.equal(kept.replace(/\s+/g, ' '), meant, `${what} of ${path}`)
    }
  }
})

test('a name of blanks or of what cannot be seen is none, of a company, a project and a group', async () => {
  const account = await it.anAccount()
  for (const path of ['/companies', '/projects', '/distribution-groups'])
    for (const name of ['', '   ', '\u200B\u2060', '\u0000']) {
      const answer = await it.ask(account, 'POST', path, { payload: { name } })
      assert.deepEqual([answer.status, faultsIn(answer)], [422, [['name', 'required']]], `${path} ${name}`)
    }
})

test('one that is too long, of the wrong type, or taken in another case says so, and nothing is added', async () => {
  const account = await it.anAccount()
  const count = async (path: string) => (await it.ask(account, 'GET', `${path}?limit=200`)).body.items.length
  for (const path of ['/companies', '/projects', '/distribution-groups']) {
    await it.added(account, path, { name: 'Straße' })
    const before = await count(path)
    for (const name of ['x'.repeat(201), 7, null, ['a'], 'STRASSE'.replace('SS', 'ß')]) {
      const answer = await it.ask(account, 'POST', path, { payload: { name } })
      assert.equal(answer.status, 422, `${path} ${name}`)
      assert.deepEqual(
        faultsIn(answer).map(([place]) => place),
        ['name'],
      )
    }
    assert.equal(await count(path), before)
  }
})

test('all that is wrong with an inactivation is told at once: a day that is over, whoever left, what may not be given', async () => {
  const account = await it.anAccount()
  const [user, gone] = [await it.aUser(account), await it.aUser(account, { status: 'inactive' })]
  const payload = {
    selection: { ids: [user.id] },
    input: {
      on: '2020-02-29',
      successor: gone.id,
      successors: { rfi: crypto.randomUUID() },
      addToProjects: true,
    },
  }
  for (const path of ['reviews', 'runs']) {
    const answer = await it.ask(account, 'POST', `/bulk-actions/user.inactivate/${path}`, {
      ...{ payload, as: account.standard },
    })
    assert.deepEqual(faultsIn(answer).toSorted(), [
      ['input.addToProjects', 'may-not-add-to-projects'],
      ['input.on', 'day-not-ahead'],
      ['input.successor', 'successor-not-active'],
      ['input.successors.rfi', 'successor-not-active'],
    ])
  }
})

test('what is no day, no person, no tool and no field of an inactivation is told at once', async () => {
  const account = await it.anAccount()
  const user = await it.aUser(account)
  const answer = await it.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: {
      selection: { ids: [user.id] },
      input: {
        on: '31.12.2030',
        successor: 'Ana',
        successors: { telephone: user.id },
        addToProjects: 'yes',
        at: 1,
      },
    },
  })
  assert.equal(answer.status, 422)
  const places = faultsIn(answer).map(([place]) => place)
  for (const place of ['input.on', 'input.successor', 'input.addToProjects'])
    assert.ok(places.includes(place), `${place} in ${places}`)
  assert.ok(places.some(place => place!.startsWith('input.successors')))
  assert.equal((await it.ask(account, 'GET', '/runs')).body.items.length, 0)
})

test('two admins who inactivate the same person at once, with different successors: once, to one of them', async () => {
  const account = await it.anAccount()
  const [user, one, two] = await Promise.all([1, 2, 3].map(() => it.aUser(account)))
  const project = await it.aProject(account, 'Harbour Tower')
  for (const person of [user, one, two]) await it.put(account, project.id, person!.id)
  await it.ask(account, 'PUT', '/open-items/plan/RFI-1', {
    payload: { tool: 'rfi', role: 'manager', person: user!.id, project: project.id, title: 'Bolts' },
  })
  const press = (successor: string, as = account.admin) =>
    it.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
      payload: { selection: { ids: [user!.id] }, input: { successor } },
      as,
    })
  const runs = await Promise.all([press(one!.id), press(two!.id, account.standard)])
  await Promise.all([it.carryOut(), it.carryOut()])
  const counts = await Promise.all(
    runs.map(async run => (await it.ask(account, 'GET', `/runs/${run.body.id}`)).body.counts),
  )
  assert.deepEqual(counts.map(({ done, skipped }) => [done, skipped]).toSorted(), [
    [0, 1],
    [1, 0],
  ])
  const moved = await inAccount(it.db, account.id, tx =>
    tx.selectFrom('open_item_reassignment').select('to_id').execute(),
  )
  assert.equal(moved.length, 1)
})

test('double click on Undo starts one run, and so do two admins at once as far as anybody is acted on', async () => {
  const account = await it.anAccount()
  const user = await it.aUser(account)
  const run = await it.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: { selection: { ids: [user.id] } },
  })
  await it.carryOut()
  const undo = (key: string) =>
    it.ask(account, 'POST', `/runs/${run.body.id}/undo`, { headers: { 'idempotency-key': key } })
  const [first, again] = [await undo('twice'), await undo('twice')]
  assert.equal(again.body.id, first.body.id)
  const other = await undo('somebody else')
  await it.carryOut()
  const done = async (id: string) => (await it.ask(account, 'GET', `/runs/${id}`)).body.counts.done
  assert.deepEqual([await done(first.body.id), await done(other.body.id)].toSorted(), [0, 1])
})

test('nothing selected, nobody of that kind, and what is no selection are refused for every kind of subject', async () => {
  const account = await it.anAccount()
  const user = await it.aUser(account)
  for (const action of [
    'user.inactivate',
    'contact.inactivate',
    'company.inactivate',
    'open-item.reassign',
  ]) {
    const press = (selection: unknown) =>
      it.ask(account, 'POST', `/bulk-actions/${action}/runs`, {
        payload: { selection, input: action === 'open-item.reassign' ? { successor: user.id } : {} },
      })
    for (const ids of [[], [crypto.randomUUID()]])
      assert.equal((await press({ ids })).body.code, 'nothing-selected', `${action} ${ids}`)
    for (const selection of [{ ids: ['Ana'] }, { ids: 'all' }, {}, null, { ids: [], filter: {} }])
      assert.equal((await press(selection)).status, 422, `${action} ${JSON.stringify(selection)}`)
  }
  // A contact, as an action on users sees it.
  const { id } = await it.aUser(account, { kind: 'contact' })
  const answer = await it.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: { selection: { ids: [id] } },
  })
  assert.equal(answer.body.code, 'nothing-selected')
})

test('active and inactive, a planned one and yourself in one selection: each is told apart', async () => {
  const account = await it.anAccount()
  const [active, planned, inactive] = [
    await it.aUser(account),
    await it.aUser(account),
    await it.aUser(account, { status: 'inactive' }),
  ]
  const review = (name: string, ids: string[], input = {}) =>
    it.ask(account, 'POST', `/bulk-actions/${name}/reviews`, { payload: { selection: { ids }, input } })
  await it.ask(account, 'POST', '/bulk-actions/user.inactivate/runs', {
    payload: { selection: { ids: [planned.id] }, input: { on: '2099-01-01' } },
  })
  await it.carryOut()
  const all = [active.id, planned.id, inactive.id, account.admin.id]
  const reasons = async (name: string) => {
    const { body } = await review(name, all)
    return [
      body.acting.count,
      ...body.skipped.map(({ reason, count }: { reason: string; count: number }) => `${reason} ${count}`),
    ]
  }
  assert.deepEqual(await reasons('user.inactivate'), [2, 'already-inactive 1', 'yourself 1'])
  assert.deepEqual(await reasons('user.cancel-inactivation'), [1, 'already-inactive 1', 'nothing-planned 2'])
  assert.deepEqual(await reasons('user.reactivate'), [1, 'already-active 3'])
  assert.deepEqual(namesOf(await it.ask(account, 'GET', '/people?status=inactive')), ['Uma User'])
})
