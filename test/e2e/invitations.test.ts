import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import type { Page } from 'playwright-core'
import { ensureEmbeddedPostgres } from '../../server/db/embedded/index.ts'
import { signInAt, takePicture, violationsOn, visit } from './browser.ts'
import { aBrowser, aServer } from './opening.ts'

// What invitations look like from both sides: the ten states as an administrator sees them, and the links as those invited
// do. Mail scanners open links, run their scripts and press what can be pressed; none of it uses an invitation up.

const limit = { timeout: 120_000 }
const server = await aServer()
const { aPage } = await aBrowser()
const page = await aPage()
await signInAt(page, server.address, server.signInOf('Directory Admin'))

const api = (method: 'get' | 'post', url: string) =>
  page.request[method](`${server.address}/api/v1${url}`, { headers: { 'sec-fetch-site': 'same-origin' } })
const json = async (url: string) => (await api('get', url)).json()

/** The link that somebody got who is invited now. */
async function anInvited(): Promise<{ id: string; link: string }> {
  const [person] = (await json('/people?invitation=not-invited&limit=1')).items
  await api('post', `/people/${person.id}/invitation`)
  for (;;) {
    const found = (await json('/mailbox?limit=20')).items.find((one: { to: string }) =>
      one.to.includes(person.email),
    )
    if (found)
      return {
        id: person.id,
        link: /\S+\/join\/[\w-]{43}/.exec((await json(`/mailbox/${found.id}`)).text)![0],
      }
    await page.waitForTimeout(200)
  }
}

/** Presses every button there is, again and again, until there is none that was not pressed; fills nothing in. */
async function pressEverything(scanner: Page): Promise<number> {
  const pressed = new Set<string>()
  for (;;) {
    const names = await scanner.getByRole('button').evaluateAll(all => all.map(one => one.textContent ?? ''))
    const at = names.findIndex(name => !pressed.has(name))
    if (at === -1) return pressed.size
    pressed.add(names[at]!)
    await scanner
      .getByRole('button')
      .nth(at)
      .click({ force: true, timeout: 300 })
      .catch(() => {})
    await scanner.evaluate(() => new Promise(drawn => requestAnimationFrame(drawn)))
  }
}

test('a link scanner uses no invitation up and declines none; the human then joins', limit, async () => {
  const { id, link } = await anInvited()
  const secret = link.split('/').at(-1)
  // What the page asks is limited per address: there the human would have to wait a minute for the scanner.
  const asked = { [link]: 100, [`${server.address}/api/v1/join/${secret}`]: 20 }
  for (const [url, times] of Object.entries(asked)) {
    await page.request.head(url)
    await Promise.all(Array.from({ length: times }, () => page.request.get(url)))
  }
  const scanner = await aPage()
  await scanner.goto(link)
  await scanner.getByRole('button', { name: 'Join', exact: true }).waitFor()
  assert.ok((await pressEverything(scanner)) >= 3)
  await scanner.reload()
  await scanner.getByRole('button', { name: 'I do not want to join' }).click()
  await scanner.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
  await scanner.context().close()
  assert.equal((await json(`/people/${id}`)).invitation.state, 'sent')
  assert.equal((await json(`/join/${secret}`)).state, 'open')

  const human = await aPage()
  await human.goto(link)
  await human.getByLabel('Password', { exact: true }).fill('four green lanterns by the quay')
  await human.getByRole('button', { name: 'Join', exact: true }).click()
  await human.waitForURL(url => !url.pathname.startsWith('/join'))
  assert.equal((await json(`/people/${id}`)).invitation.state, 'accepted')
})

/** What each state shows in its row, there also behind three dots, and in the words of its card. */
const states: Record<
  string,
  { badge: string; buttons: string[]; more?: string; isInvited?: true; story: RegExp }
> = {
  not_invited: { badge: 'Not invited', buttons: ['Invite'], story: /Nothing has happened/ },
  waiting: {
    badge: 'Waiting for an invitation',
    buttons: ['Cancel'],
    story: /Welcome message to \S+ is waiting to be sent/,
  },
  unconfirmed: {
    badge: 'Waiting, unconfirmed',
    buttons: ['Send again', 'It arrived'],
    story: /is unconfirmed: the answer was not heard/,
  },
  sent: {
    badge: 'Invited',
    buttons: ['Re-Invite'],
    more: 'Revoke',
    isInvited: true,
    story: /accepted by the mail server/,
  },
  error: {
    badge: 'Error: there is no such mailbox',
    buttons: ['Invite'],
    more: 'Copy link',
    story: /there is no such mailbox/,
  },
  accepted: { badge: 'Joined', buttons: [], isInvited: true, story: /Joined/ },
  expired: {
    badge: 'Invitation expired',
    buttons: ['Re-Invite'],
    more: 'Revoke',
    isInvited: true,
    story: /The invitation expired/,
  },
  revoked: { badge: 'Invitation revoked', buttons: ['Re-Invite'], story: /The invitation was taken back/ },
  cancelled: { badge: 'Invitation cancelled', buttons: ['Re-Invite'], story: /The invitation was cancelled/ },
  declined: { badge: 'Declined', buttons: ['Re-Invite'], story: /They declined the invitation/ },
}
const crew = 'Ten State Crew'

/** One person of the demo in each state, all of one company; what the demo has nobody in is made. */
async function oneInEachState(): Promise<Record<string, string>> {
  const post = (url: string, data: object) =>
    page.request.post(`${server.address}/api/v1${url}`, {
      data,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
  const database = await ensureEmbeddedPostgres({ dataDir: path.join(server.dataDir, 'postgres') })
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  const ids: Record<string, string> = {}
  const somebody = async (where: string) =>
    (
      await owner.query(
        `select person_id as id from person_state s join person p on p.id = s.person_id
         where s.kind = 'user' and s.status = 'active' and s.email_verdict = 'ok' and not (person_id = any($1)) and ${where} limit 1`,
        [Object.values(ids)],
      )
    ).rows[0].id as string
  for (const state of ['accepted', 'expired', 'revoked', 'declined', 'not_invited'])
    ids[state] =
      await somebody(`invitation_state = '${state}' and p.email not like 'admin%' and template_id in
      (select id from permission_template where directory_level <> 'admin')`)
  ids.error = await somebody(`error_reason = 'mailbox-does-not-exist'`)
  for (const state of ['sent', 'cancelled', 'unconfirmed', 'waiting'])
    ids[state] = await somebody(`invitation_state = 'not_invited'`)
  for (const state of ['sent', 'cancelled', 'unconfirmed']) await post(`/people/${ids[state]}/invitation`, {})
  // Held for an hour: longer than anybody looks.
  await page.request.patch(`${server.address}/api/v1/settings`, {
    data: { bulkHoldSeconds: 3600 },
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  await post('/bulk-actions/user.invite/runs', { selection: { ids: [ids.waiting] }, input: {} })
  const are = async (state: string, whose: string[]) => {
    for (;;) {
      const { rows } = await owner.query(
        'select from person_state where person_id = any($1) and invitation_state = $2',
        [whose, state],
      )
      if (rows.length === whose.length) return
      await page.waitForTimeout(100)
    }
  }
  await are('sent', [ids.sent!, ids.cancelled!, ids.unconfirmed!])
  await are('waiting', [ids.waiting!])
  // As a lost answer leaves it; and as somebody is after they were inactivated and came back.
  const of = [ids.unconfirmed]
  await owner.query(
    `update message set state = 'unconfirmed', reason = 'answer-not-heard' where person_id = $1`,
    of,
  )
  await owner.query(
    `update invitation set state = 'waiting', sent_at = null, expires_at = null, next_follow_up_at = null where person_id = $1`,
    of,
  )
  await owner.query(
    `update person_state set invitation_state = 'waiting', is_unconfirmed = true where person_id = $1`,
    of,
  )
  await post('/bulk-actions/user.inactivate/runs', { selection: { ids: [ids.cancelled] }, input: {} })
  await are('cancelled', [ids.cancelled!])
  await post('/bulk-actions/user.reactivate/runs', { selection: { ids: [ids.cancelled] }, input: {} })
  await owner.query(`update person set company_name = $2 where id = any($1)`, [Object.values(ids), crew])
  // Their first reminder is due.
  await owner.query(
    `update invitation set sent_at = sent_at - interval '3 days', next_follow_up_at = now() where person_id = $1`,
    [ids.sent],
  )
  await owner.end()
  await database.stop()
  return ids
}

test('each state has its badge, its buttons, its place in the filter and its story', limit, async () => {
  const ids = await oneInEachState()
  const list = `${server.address}/directory/users?q=${encodeURIComponent(crew)}`
  await visit(page, list)
  const { items } = await json(`/people?q=${encodeURIComponent(crew)}&limit=50`)
  const names = new Map<string, string>(items.map((one: { id: string; name: string }) => [one.id, one.name]))
  const seen: Record<string, unknown> = {}
  const expected: Record<string, unknown> = {}
  for (const [state, { badge, buttons, more }] of Object.entries(states)) {
    const row = page.getByRole('row', { name: names.get(ids[state]!)! }).first()
    const all = await row.getByRole('button').allInnerTexts()
    const dots = row.getByRole('button', { name: /^More for / })
    const hasMore = (await dots.count()) === 1
    if (hasMore) await dots.click()
    seen[state] = [
      (await row.innerText()).includes(badge),
      all.filter(words => words !== '' && !/qualify/i.test(words)),
      hasMore ? await page.getByRole('menuitem').allInnerTexts() : [],
    ]
    if (hasMore) await page.keyboard.press('Escape')
    expected[state] = [true, buttons, more ? [more] : []]
  }
  assert.deepEqual(seen, expected)
  await takePicture(page, 'invitation-states')
  assert.deepEqual(await violationsOn(page), [])
  await page.emulateMedia({ colorScheme: 'light' })

  const counts = (await json(`/people/counts?q=${encodeURIComponent(crew)}`)).invitation
  assert.deepEqual(counts, { all: 10, invited: 3, 'not-invited': 4, waiting: 2, error: 1 })
  await visit(page, `${list}&unconfirmed=yes`)
  await page.getByRole('checkbox').nth(1).check({ force: true })
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: 'It arrived', exact: true }).waitFor()
  await takePicture(page, 'unconfirmed')
  await page.keyboard.press('Escape')

  const details = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Details' }) })
  for (const [state, { buttons, more, isInvited, story }] of Object.entries(states)) {
    await visit(page, `${server.address}/people/${ids[state]}`)
    await page.getByText(story).first().waitFor()
    assert.equal(await details.getByText('User invited').count(), isInvited ? 1 : 0, state)
    for (const name of more ? [...buttons, more] : buttons)
      await page.getByRole('button', { name, exact: true }).waitFor()
    if (state === 'expired') await takePicture(page, 'card-expired')
  }
})

test(
  'the link in a reminder leads to one button, which stops the reminders alone; the card says so, and what comes after',
  limit,
  async () => {
    const [{ id, email }] = (
      await json(`/people?q=${encodeURIComponent(crew)}&invitation=invited&limit=50`)
    ).items.filter((one: { invitation: { state: string } }) => one.invitation.state === 'sent')
    let link: string | undefined
    while (!link) {
      for (const mail of (await json('/mailbox?limit=20')).items)
        if (mail.to.includes(email))
          link ??= /\S+\/reminders\/[\w-]{64}/.exec((await json(`/mailbox/${mail.id}`)).text)?.[0]
      await page.waitForTimeout(100)
    }
    const theirs = await aPage()
    await visit(theirs, link)
    await takePicture(theirs, 'stop-reminders')
    assert.deepEqual(await violationsOn(theirs), [])
    await theirs.getByRole('button', { name: 'Stop the reminders' }).click()
    await theirs.getByRole('heading', { name: 'The reminders are stopped' }).waitFor()
    await theirs.context().close()
    await visit(page, `${server.address}/people/${id}`)
    await page.getByText(/They stopped the reminders/).waitFor()
    assert.equal((await json(`/people/${id}`)).invitation.state, 'sent')

    // What becomes of a message comes to the card by itself.
    await page.getByRole('button', { name: 'Re-Invite', exact: true }).click()
    await page.getByText(/invited them again/).waitFor()
    await page.getByText(/is waiting to be sent/).waitFor({ state: 'detached' })
  },
)
