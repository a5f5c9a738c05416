import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { peopleCsv } from '../people-csv.ts'
import { settled, signInAt, takePicture, violationsOn } from './browser.ts'
import { aBrowser, aServer } from './opening.ts'

// The main job as a directory administrator does it, in a real browser against a real `muster serve`.

/** A test that waits for what never comes fails instead. */
const limit = { timeout: 300_000 }
const password = 'four green lanterns by the quay'
const server = await aServer()
const { aPage } = await aBrowser()
const page = await aPage()

const option = (name: string) => page.getByRole('radio', { name, exact: true })
/** The number beside a choice of the filter group *Invitation status*. */
const countOf = async (choice: string): Promise<number> => {
  const { invitation } = await get(`/people/counts`)
  return invitation[choice]
}
const get = async (url: string) => (await page.request.get(`${server.address}/api/v1${url}`)).json()

async function choose(filter: string): Promise<void> {
  // The radio itself lies under its label.
  await option(filter).check({ force: true })
  await settled(page)
}

async function pressSelectAllThenBulk(action: string): Promise<void> {
  await page.getByRole('button', { name: /^Select all [\d,]+/ }).click()
  await page.getByRole('button', { name: 'Bulk Actions' }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^${action} `) })
    .waitFor()
}

async function waitForRun(
  id: string,
): Promise<{ counts: Record<string, number>; selected: number; state: string }> {
  for (;;) {
    const run = await get(`/runs/${id}`)
    if (run.finishedAt && run.counts.pending === 0) return run
    await page.waitForTimeout(500)
  }
}
/** As in the settings: nobody need wait half a minute to see what is sent after the hold. */
async function holdRunsFor(bulkHoldSeconds: number): Promise<void> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await page.request.patch(`${server.address}/api/v1/settings`, {
    headers,
    data: { bulkHoldSeconds },
  })
  assert.equal(answer.status(), 200)
}
const newestRun = async () => (await get('/runs?limit=1')).items[0]

test('signs in as the demo directory admin and sees the directory', limit, async () => {
  await signInAt(page, server.address, server.signInOf('Directory Admin'))
  await page.getByRole('row').nth(5).waitFor()
  assert.ok((await countOf('all')) > 2400)
  await takePicture(page, 'directory')
})

test('imports a CSV of 1,000 people, checked first, without inviting anybody', limit, async () => {
  const before = await countOf('not-invited')
  await page.getByRole('link', { name: 'Import' }).first().click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'subcontractors.csv', mimeType: 'text/csv', buffer: peopleCsv(1000, { seed: 7 }) })
  await page.getByRole('button', { name: /^Import [\d,]+/ }).waitFor()
  await takePicture(page, 'import-checked')
  assert.equal(await countOf('not-invited'), before, 'nothing is applied before it is confirmed')
  assert.equal(await page.getByRole('checkbox', { name: 'Send invitation' }).isChecked(), false)
  await page.getByRole('button', { name: /^Import [\d,]+/ }).click()
  await waitUntil(async () => (await countOf('not-invited')) === before + 1000)
  await page.getByText('1,000').first().waitFor()
})

test(
  'invites everybody not invited but two, and reads beforehand who will not be and why',
  limit,
  async () => {
    await page.goto(`${server.address}/directory/users`)
    await choose('Not invited')
    await pressSelectAllThenBulk('Invite')
    const dialog = page.getByRole('dialog', { name: /^Invite/ })
    assert.match(await dialog.innerText(), /no e-mail/)
    await takePicture(page, 'review')
    await holdRunsFor(4)
    const before = await confirmCount(dialog)
    for (const name of ['Acosta', 'Adams']) {
      await dialog
        .getByRole('button', { name: new RegExp(`^Remove .*${name}`) })
        .first()
        .click()
    }
    await waitUntil(async () => (await confirmCount(dialog)) === before - 2)
    // Above 1,000 people the count is typed.
    await dialog.getByRole('textbox').fill(String(before - 2))
    await dialog.getByRole('button', { name: /^Invite / }).click()
    const banner = page.getByRole('status').filter({ hasText: 'invitations will be sent' })
    await banner.waitFor()
    assert.match(await banner.innerText(), new RegExp((before - 2).toLocaleString('en')))
    await page.evaluate(() => window.scrollTo(0, 0))
    await takePicture(page, 'banner')

    await banner.getByRole('link', { name: 'See progress' }).click()
    const { id } = await newestRun()
    const run = await waitForRun(id)
    assert.equal(run.counts.done, before - 2)
    assert.equal(
      Object.values(run.counts).reduce((sum, count) => sum + count, 0),
      run.selected,
    )
    await page
      .getByText(/completed/i)
      .first()
      .waitFor()
    await takePicture(page, 'run')
  },
)

test('the message is in the mailbox; its link, a password, and the card says joined', limit, async () => {
  await page.goto(`${server.address}/mailbox`)
  await page.getByRole('link').filter({ hasText: 'invites you to join' }).first().click()
  const letter = page.frameLocator('iframe')
  const link = await letter.getByRole('link').first().getAttribute('href')
  await takePicture(page, 'mailbox')
  assert.match(link!, new RegExp(`^${server.address}/join/[\\w-]{43}$`))

  const theirs = await aPage()
  await theirs.goto(link!)
  await theirs.getByLabel('Password', { exact: true }).waitFor()
  assert.deepEqual(await violationsOn(theirs), [])
  await takePicture(theirs, 'join')
  const userName = (await (await theirs.request.get(link!.replace('/join/', '/api/v1/join/'))).json())
    .userName
  await theirs.getByLabel('Password', { exact: true }).fill(password)
  await theirs.getByRole('button', { name: /Join/ }).click()
  await theirs.waitForURL(url => !url.pathname.startsWith('/join'))
  const me = await (await theirs.request.get(`${server.address}/api/v1/session`)).json()
  assert.equal(me.person.userName, userName)
  await theirs.context().close()

  const { id } = (await get(`/people?email=${encodeURIComponent(userName)}`)).items[0]
  await page.goto(`${server.address}/people/${id}`)
  await page.getByText('User invited').waitFor()
  await page
    .getByText(/joined/i)
    .first()
    .waitFor()
  await takePicture(page, 'card-joined')
})

test(
  'kill -9 in the middle of a second run: started again, it finishes; nobody is lost, nobody written to twice',
  limit,
  async () => {
    await page.goto(`${server.address}/directory/users`)
    await choose('Invited')
    const earlier = (await copiesInMailbox()).size
    await holdRunsFor(1)
    await pressSelectAllThenBulk('Invite')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill(String(await confirmCount(dialog)))
    await dialog.getByRole('button', { name: /^Invite / }).click()
    await page.getByRole('status').filter({ hasText: 'invitations will be sent' }).waitFor()
    const { id } = await newestRun()
    await waitUntil(async () => (await get(`/runs/${id}`)).counts.done > 20)
    await server.killAndStartAgain()
    await signInAt(page, server.address, server.signInOf('Directory Admin'))
    const run = await waitForRun(id)
    const { done, unconfirmed, skipped, failed } = run.counts
    assert.equal(failed, 0)
    assert.equal(done! + unconfirmed! + skipped!, run.selected)

    // What the catcher holds, joined with what the run says.
    const copies = await copiesInMailbox()
    assert.deepEqual(
      [...copies].filter(([, count]) => count > 1),
      [],
      'the same message twice',
    )
    const arrived = copies.size - earlier
    assert.ok(
      arrived >= done! && arrived <= done! + unconfirmed!,
      `${arrived} arrived, ${done} done, ${unconfirmed} unconfirmed`,
    )
  },
)

/** How often each message lies in the mailbox; whatever the demo itself sends on its first day included. */
async function copiesInMailbox(): Promise<Map<string, number>> {
  const copies = new Map<string, number>()
  for (let cursor = ''; ; ) {
    const mails = await get(`/mailbox?limit=200${cursor && `&cursor=${cursor}`}`)
    // An SMS has no Message-ID: each counts, so that one too many is found.
    for (const { messageId, id } of mails.items)
      copies.set(messageId || id, (copies.get(messageId || id) ?? 0) + 1)
    if (!mails.next) return copies
    cursor = mails.next
  }
}

async function confirmCount(dialog: ReturnType<Page['getByRole']>): Promise<number> {
  const words = await dialog.getByRole('button', { name: /^Invite / }).innerText()
  return Number(words.replace(/\D/g, ''))
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await page.waitForTimeout(200)
}
