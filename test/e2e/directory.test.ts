import assert from 'node:assert/strict'
import { test } from 'node:test'
import { muster } from '../server.ts'
import {
  chooseBulkAction,
  idle,
  pressBy,
  settled,
  signInAt,
  tabTo,
  takePicture,
  violationsOn,
  visit,
} from './browser.ts'
import { aBrowser, aServer } from './opening.ts'

// Contacts, companies, groups and projects as a directory administrator sees them, and seeds 002 and 003 step by step: people
// who leave and come back, by mouse and by keyboard alone.

const limit = { timeout: 300_000 }
const server = await aServer()
const { aPage } = await aBrowser()
const page = await aPage()
await signInAt(page, server.address, server.signInOf('Directory Admin'))

const headers = { 'sec-fetch-site': 'same-origin' }
async function api(method: 'get' | 'post' | 'put' | 'delete', url: string, data?: object) {
  const answer = await page.request[method](`${server.address}/api/v1${url}`, {
    headers,
    ...(data && { data }),
  })
  assert.ok(answer.ok(), `${method} ${url}: ${answer.status()} ${await answer.text()}`)
  return answer.status() === 204 ? null : answer.json()
}
/** Until a run that was pressed over the API has come to somebody. */
async function untilStatus(personId: string, status: 'active' | 'inactive') {
  while ((await api('get', `/people/${personId}`)).status !== status) await page.waitForTimeout(200)
}
async function bulk(action: string) {
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}
const banner = (words: RegExp) => page.getByRole('status').filter({ hasText: words })
const tick = (name: string) => row(name).first().getByRole('checkbox').check({ force: true })
/** Step 1 of both seeds, and the tab of step 2. */
async function openTab(name: string) {
  await page.getByRole('link', { name: 'Directory', exact: true }).click()
  await tab(name).click()
  await page.waitForURL(new RegExp(name.toLowerCase().replace(' ', '-')))
}

const tab = (name: string) => page.getByRole('tab', { name, exact: true })
const row = (name: string) => page.getByRole('row').filter({ hasText: name })
/** Until what is listed was found by these words: before it is drawn anew, a tick would be one of the list before. */
const search = async (words: string) => {
  await page.getByLabel('Search this list').fill(words)
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`[?&]q=${words}`))
  await idle(page)
  await settled(page)
}

test('all seven tabs stand in one place, under their names', limit, async () => {
  await page.getByRole('row').nth(5).waitFor()
  const names = await page
    .getByRole('tab')
    .evaluateAll(tabs =>
      tabs.map(one => [...one.childNodes].find(node => node.nodeType === 3)?.textContent ?? ''),
    )
  const expected = ['Users', 'Contacts', 'Companies', 'Distribution Groups']
  assert.deepEqual(names, [...expected, 'Inactive Users', 'Inactive Contacts', 'Inactive Companies'])
  for (const name of expected) assert.equal(await tab(name).count(), 1, name)
})

test('a contact is made on a project, by keyboard alone', limit, async () => {
  await page.getByRole('link', { name: 'Projects' }).focus()
  await page.keyboard.press('Enter')
  await row('Harbour Tower').focus()
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'Harbour Tower' }).waitFor()
  await settled(page)
  await takePicture(page, 'project')
  await page.getByRole('link', { name: 'Add contact' }).focus()
  await page.keyboard.press('Enter')
  await page.getByLabel('First name').waitFor()
  for (const words of ['Zora', 'Zelenka', 'Anchor Millwork', 'Stonemason']) {
    await page.keyboard.type(words)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('status').getByText('Zora Zelenka was added to Harbour Tower.').waitFor()
  await row('Zora Zelenka').waitFor()
  assert.equal(await tab('Contacts').getAttribute('aria-selected'), 'true')
})

test('it stands on the Contacts tab; inactivated, on Inactive Contacts alone', limit, async () => {
  const [project] = (await api('get', '/projects?q=Harbour%20Tower')).items
  await api('post', `/projects/${project.id}/contacts`, { firstName: 'Zdenka', lastName: 'Zelenka' })
  await openTab('Contacts')
  await search('zelenka')
  for (const name of ['Zora Zelenka', 'Zdenka Zelenka']) await tick(name)
  await takePicture(page, 'contacts')
  await bulk('Inactivate')
  await page.getByRole('dialog').getByRole('button', { name: 'Inactivate 2 contacts' }).click()
  await banner(/2 contacts were inactivated/).waitFor()
  await page.getByRole('heading', { name: 'Nobody matches' }).waitFor()
})

test(
  'seed 003: inactive contacts are ticked, one is taken off, and the other is back on the Contacts tab and its project',
  limit,
  async () => {
    await openTab('Inactive Contacts')
    await search('zelenka')
    for (const name of ['Zora Zelenka', 'Zdenka Zelenka']) await tick(name)
    await bulk('Reactivate')
    const dialog = page.getByRole('dialog', { name: 'Reactivate Contacts' })
    await dialog.getByRole('button', { name: 'Reactivate 2 contacts' }).waitFor()
    assert.deepEqual(await violationsOn(page), [])
    await takePicture(page, 'reactivate')
    await dialog.getByRole('button', { name: 'Remove Zdenka Zelenka' }).click()
    await dialog.getByRole('button', { name: 'Reactivate 1 contact' }).click()
    await banner(/1 contact was reactivated/).waitFor()
    await row('Zora Zelenka').waitFor({ state: 'detached' })
    await row('Zdenka Zelenka').waitFor()
    await openTab('Contacts')
    await search('zelenka')
    await row('Zora Zelenka').getByRole('link').click()
    await page.getByRole('link', { name: 'Harbour Tower' }).click()
    await search('zelenka')
    await row('Zora Zelenka').waitFor()
  },
)

test('a project has the seven tabs, each narrowed to it', limit, async () => {
  await tab('Users').click()
  await page.getByText('Group by company').click()
  await page.waitForURL(/by=company/)
  await page.locator('[data-group]').first().waitFor()
  for (const name of ['Companies', 'Distribution Groups']) {
    await tab(name).click()
    await row('Name').waitFor()
    await settled(page)
    assert.ok((await page.getByRole('row').count()) > 1, name)
  }
  await page.getByRole('columnheader', { name: 'People on this project' }).click()
  await page.waitForURL(/sort=people/)
  await tab('Inactive Companies').click()
  await page.getByRole('heading', { name: 'No inactive company has people on this project' }).waitFor()
})

test('filter, order, columns and grouping are the address: who opens it sees the same', limit, async () => {
  await visit(page, `${server.address}/directory/users`)
  await page.getByText('Group by company').click()
  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Job title' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('radio', { name: 'Employees', exact: true }).check({ force: true })
  await page.waitForURL(/employee=yes/)
  const address = page.url()
  assert.match(address, /by=company/)
  assert.match(address, /columns=company\.email\.title\.status/)
  const other = await page.context().newPage()
  await visit(other, address)
  await other.getByRole('columnheader', { name: 'Job title' }).waitFor()
  assert.equal(await other.locator('[data-group="Northfield Builders"]').count(), 1)
  await other.close()
})

test('a company that is there already is shown while its name is typed', limit, async () => {
  await visit(page, `${server.address}/directory/companies`)
  await takePicture(page, 'companies')
  await page.getByRole('link', { name: 'Add company' }).click()
  await page.getByLabel('Name', { exact: true }).fill('STAR FRAMING, L.L.C.')
  await page.getByRole('link', { name: 'Star Framing', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Add company' }).click()
  await page.getByRole('heading', { name: 'STAR FRAMING, L.L.C.' }).waitFor()
})

test('two that are one are merged, after a look at what moves', limit, async () => {
  await page.getByRole('button', { name: 'Merge' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('Likely the same').waitFor()
  await dialog.getByRole('radio', { name: /^Star Framing/ }).check({ force: true })
  await dialog.getByText('What moves to Star Framing').waitFor()
  await takePicture(page, 'merge')
  await dialog.getByRole('button', { name: 'Merge' }).click()
  await page.getByRole('status').getByText('STAR FRAMING, L.L.C. is now part of Star Framing.').waitFor()
  await page.getByText('Also found as').waitFor()
  const [merged] = (await api('get', '/audit-events?event=company.merged')).items
  await visit(page, `${server.address}/directory/users?company=${merged.detail.companyId}`)
  await page.getByRole('note').getByText('merged into Star Framing').waitFor()
  await page.getByRole('radio', { name: 'Star Framing', exact: true, checked: true }).waitFor()
})

test('a company whose people are on active projects stays, and the window names them', limit, async () => {
  await visit(page, `${server.address}/directory/companies?q=star`)
  await row('Star Framing').getByRole('checkbox').check({ force: true })
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: 'Inactivate', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Inactivate Companies' })
  await dialog.getByText(/stand in the way$/).waitFor()
  const confirm = dialog.getByRole('button', { name: 'Inactivate', exact: true })
  assert.equal(await confirm.getAttribute('aria-disabled'), 'true')
  await dialog.getByRole('button', { name: 'Remove Star Framing' }).click()
  assert.equal(await confirm.getAttribute('aria-disabled'), 'true')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Select all/ }).click()
  await search('volt')
  await page.getByText(/selected.*“star”/).waitFor()
})

test(
  'a distribution group is made, and filled from the people picker and by a bulk action',
  limit,
  async () => {
    await visit(page, `${server.address}/directory/distribution-groups`)
    await page.getByRole('link', { name: 'Add group' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Night shift')
    await page.getByRole('button', { name: 'Add group' }).click()
    await page.getByRole('button', { name: 'Add people' }).click()
    await page.getByLabel('Find people').fill('zelenka')
    await page.getByRole('button', { name: 'Add Zora Zelenka' }).click()
    await page.getByRole('dialog').getByText('Added').waitFor()
    await page.getByRole('button', { name: 'Done' }).click()
    await row('Zora Zelenka').waitFor()
    await takePicture(page, 'group')
    await page.getByRole('button', { name: 'Remove Zora Zelenka' }).click()
    await page.getByRole('heading', { name: 'Nobody is in this group yet' }).waitFor()
    await openTab('Users')
    await search('anchor')
    await page.getByRole('button', { name: /^Select all/ }).click()
    await bulk('Add to distribution group')
    const dialog = page.getByRole('dialog', { name: 'Add to Distribution Group' })
    await dialog.getByRole('combobox', { name: 'Distribution group' }).fill('night')
    await page.getByRole('option', { name: 'Night shift' }).click()
    await dialog.getByRole('button', { name: /^Add \d+ users$/ }).click()
    await banner(/were added to the group/).waitFor()
  },
)

let names: string[] = []

test(
  'seed 002: tick users, Inactivate, take one off, give the open items to a successor, and read the banner',
  limit,
  async () => {
    await api('post', '/projects', { name: 'Harbour Bridge', number: 'HB-1' })
    const people: { id: string; name: string }[] = []
    for (const firstName of ['Ann', 'Ben', 'Cleo', 'Dora'])
      people.push(await api('post', '/people', { firstName, lastName: 'Leaver' }))
    names = people.map(({ name }) => name)
    for (const [at, person] of people.slice(0, 2).entries())
      await api('put', `/open-items/plan/RFI-${at}`, {
        ...{ tool: 'rfi', role: 'manager', person: person.id, project: 'HB-1' },
        title: `Bolts of pier ${at + 1}`,
      })
    await openTab('Users')
    await search('Leaver')
    for (const name of names.slice(0, 3)) await tick(name)
    await bulk('Inactivate')
    const dialog = page.getByRole('dialog', { name: 'Inactivate Users' })
    await dialog.getByText('2 open items wait for 2 of them.').waitFor()
    assert.deepEqual(await violationsOn(page), [])
    await takePicture(page, 'inactivate')
    await dialog.getByRole('button', { name: `Remove ${names[2]}` }).click()
    await dialog.getByText('One person takes over everything').click()
    await dialog.getByRole('combobox', { name: 'Who takes over' }).fill(names[3]!)
    await page.getByRole('option', { name: names[3]! }).first().click()
    await dialog.getByText('Add them to the projects where they are missing').click()
    // The answer is lost on its way back: the window does not say that nothing happened, and pressing again begins nothing twice.
    await page.route('**/user.inactivate/runs', route => route.fetch().then(() => route.abort()), {
      times: 1,
    })
    await dialog.getByRole('button', { name: 'Inactivate 2 users' }).click()
    await dialog.getByText(/may have been done/).waitFor()
    await dialog.getByRole('button', { name: 'Inactivate 2 users' }).click()
    await banner(/2 users were inactivated/).waitFor()
    assert.equal(await page.getByRole('status').locator('[class*="success"]').count(), 1)
    const { items } = await api('get', `/open-items?person=${people[3]!.id}`)
    assert.equal(items.length, 2)
    await openTab('Inactive Users')
    await search('Leaver')
    for (const name of names.slice(0, 2)) await row(name).waitFor()
    assert.equal(await row(names[2]!).count(), 0)
  },
)

test('the run has a page of its own, and one press brings everybody back', limit, async () => {
  const [run] = (await api('get', '/runs?limit=1')).items
  await page.goto(`${server.address}/runs/${run.id}`)
  await page.getByRole('button', { name: 'Undo' }).waitFor()
  await takePicture(page, 'run-inactivated')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undoing the inactivation of 2 users').first().waitFor()
  await page
    .getByText(/^Completed/)
    .first()
    .waitFor()
  assert.equal((await api('get', `/people?q=${encodeURIComponent(names[0]!)}`)).items[0].status, 'active')
})

test('the Assignment Report shows what waits for whom', limit, async () => {
  await page.goto(`${server.address}/assignments?q=Bolts`)
  await page.getByText('Bolts of pier 1').waitFor()
  await takePicture(page, 'assignments')
  await page.getByRole('button', { name: /^Select all/ }).click()
  await bulk('Reassign')
  await page.getByRole('dialog', { name: 'Reassign Open Items' }).waitFor()
  assert.deepEqual(await violationsOn(page), [])
  await page.keyboard.press('Escape')
})

/** From the first Tab on: to a tab of the directory, to two people there, and to what is done to the first of them. */
async function byKeyboard(name: string, words: string, [first, second]: [string, string], action: string) {
  await visit(page, `${server.address}/me`)
  await pressBy(page, 'Enter', page.getByRole('link', { name: 'Directory', exact: true }))
  await tabTo(page, tab('Users'))
  while (!(await tab(name).evaluate(one => one === document.activeElement)))
    await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await tab(name).and(page.locator('[aria-selected="true"]')).waitFor()
  await tabTo(page, page.getByLabel('Search this list'))
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForURL(new RegExp(`q=${words}`))
  await settled(page)
  await tabTo(page, page.getByRole('row'))
  for (const who of [first, second]) {
    while (!(await row(who).evaluate(one => one === document.activeElement)))
      await page.keyboard.press('ArrowDown')
    await page.keyboard.press('x')
  }
  await chooseBulkAction(page, action)
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: new RegExp(`^${action} 2 `) }).waitFor()
  await pressBy(page, 'Enter', dialog.getByRole('button', { name: `Remove ${second}` }))
  await pressBy(page, 'Enter', dialog.getByRole('button', { name: new RegExp(`^${action} 1 `) }))
}

test('seed 002 by keyboard alone, from the first Tab on', limit, async () => {
  await byKeyboard('Users', 'Leaver', [names[2]!, names[3]!], 'Inactivate')
  await banner(/1 user was inactivated/).waitFor()
  await settled(page)
  assert.equal(await row(names[3]!).count(), 1)
})

test('seed 003 by keyboard alone: a contact comes back, the one taken off stays', limit, async () => {
  const { items } = await api('get', '/people?kind=contact&q=zelenka')
  await api('post', '/bulk-actions/contact.inactivate/runs', { selection: { ids: [items[0].id] } })
  await untilStatus(items[0].id, 'inactive')
  await byKeyboard('Inactive Contacts', 'zelenka', ['Zdenka Zelenka', 'Zora Zelenka'], 'Reactivate')
  await banner(/1 contact was reactivated/).waitFor()
})

test(
  'an Admin of a project brings its users back from its own tab, and sees nothing else',
  limit,
  async () => {
    const [project] = (await api('get', '/projects?q=Harbour%20Bridge')).items
    const { items: templates } = await api('get', '/permission-templates?scope=project')
    const admin = server.signInOf('Read Only')
    const [reader] = (await api('get', `/people?q=${encodeURIComponent(admin.userName)}`)).items
    const [gone] = (await api('get', `/people?status=inactive&q=${encodeURIComponent(names[2]!)}`)).items
    const [templateId] = templates.flatMap((one: { id: string; name: string }) =>
      one.name === 'Project Admin' ? one.id : [],
    )
    await api('put', `/projects/${project.id}/people/${reader.id}`, { templateId })
    await api('post', '/bulk-actions/user.reactivate/runs', { selection: { ids: [gone.id] } })
    await untilStatus(gone.id, 'active')
    await api('put', `/projects/${project.id}/people/${gone.id}`, {})
    await api('post', '/bulk-actions/user.inactivate/runs', { selection: { ids: [gone.id] } })
    await untilStatus(gone.id, 'inactive')

    const theirs = await aPage()
    theirs.setDefaultTimeout(60_000)
    await signInAt(theirs, server.address, admin)
    await visit(theirs, `${server.address}/projects/${project.id}/inactive-users`)
    await theirs.getByRole('button', { name: `Reactivate ${names[2]}` }).click()
    const dialog = theirs.getByRole('dialog', { name: 'Reactivate Users' })
    await dialog.getByText('Other projects and groups do not come back.').waitFor()
    assert.deepEqual(await violationsOn(theirs), [])
    await takePicture(theirs, 'reactivate-on-project')
    await dialog.getByRole('button', { name: 'Reactivate 1 user' }).click()
    await theirs.getByRole('status').getByText('1 user was reactivated').waitFor()
    await theirs.context().close()
  },
)

test(
  'an inactivation is planned, called off, planned again by undoing that, and carried out on its day',
  limit,
  async () => {
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
    await openTab('Users')
    await search('Dora')
    await tick(names[3]!)
    await bulk('Inactivate')
    const dialog = page.getByRole('dialog', { name: 'Inactivate Users' })
    await dialog.getByText('On a later day').click()
    await dialog.getByLabel('Day, at its beginning').fill(inDays(3).slice(0, 10))
    await dialog.getByRole('button', { name: 'Inactivate 1 user later' }).click()
    await banner(/1 user is going to be inactivated on/).waitFor()
    await row(names[3]!).getByText('Leaves on').waitFor()
    await takePicture(page, 'planned')
    await tick(names[3]!)
    await bulk('Call off planned inactivation')
    await page.getByRole('dialog').getByRole('button', { name: 'Keep 1 user active' }).click()
    await banner(/The inactivation of 1 user was called off/).waitFor()
    await row(names[3]!).getByText('Leaves on').waitFor({ state: 'detached' })
    await banner(/called off/)
      .getByRole('link')
      .click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Planning the inactivation of 1 user again').first().waitFor()
    await page
      .getByText(/^Completed/)
      .first()
      .waitFor()
    const { code, err } = await muster(['due', '--now', inDays(4)], { MUSTER_DATA_DIR: server.dataDir })
    assert.equal(code, 0, err)
    await openTab('Inactive Users')
    await search('Dora')
    await row(names[3]!).waitFor()
  },
)
