import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { inAccount } from '../../server/db/connect.ts'
import { anAccount, aUser, testPassword } from '../account.ts'
import { aSink, doEverythingDue } from '../mail.ts'
import { atTheEnd } from '../place.ts'
import {
  chooseBulkAction,
  pressBy,
  settled,
  signInAt,
  tabTo,
  takePicture,
  violationsOn,
  visit,
} from './browser.ts'
import { aBrowser, aPlaceWithPages, PHONE } from './opening.ts'

// Seed 001 step by step; then the companies' side on a phone; then the review, up to the status.

const limit = { timeout: 300_000 }

const { database, ask, address } = await aPlaceWithPages()
const sink = await aSink()
atTheEnd(() => sink.close())
const { aPage } = await aBrowser()
const account = await anAccount(database.db, { name: 'Northfield Builders' })
await inAccount(database.db, account.id, tx =>
  tx.updateTable('account').set({ bulk_hold_seconds: 0 }).where('id', '=', account.id).execute(),
)
const user = (firstName: string, lastName: string, companyName: string | null, hasJoined = true) =>
  aUser(database.db, account, { firstName, lastName, companyName, hasJoined })
const ana = await user('Ana', 'Kovač', 'Star Framing')
const bo = await user('Bo', 'Lee', 'Star Framing')
await user('Cy', 'Young', 'Volt Electric', false)
await user('Di', 'Free', null)
/** The solicitor at a desk, and a respondent with a phone. */
const page = await aPage()
const mobile = await aPage(PHONE)

const row = (name: string) => page.getByRole('row', { name: new RegExp(name) })
const field = (name: string | RegExp) => mobile.getByRole('textbox', { name })
/** Goes down the rows and ticks so many of these names. */
async function tickByKeyboard(names: RegExp, count: number): Promise<void> {
  await tabTo(page, page.getByRole('row'))
  for (let ticked = 0; ticked < count; await page.keyboard.press('ArrowDown')) {
    if (!names.test((await page.locator(':focus').textContent()) ?? '')) continue
    await page.keyboard.press('x')
    ticked += 1
  }
}
const part = (name: string) =>
  mobile.getByRole('navigation', { name: 'Parts of the form' }).getByRole('link', { name })
const question = (words: string): Locator => mobile.getByRole('listitem').filter({ hasText: words })

async function choose(words: string, answer: 'Yes' | 'No') {
  await mobile.getByRole('radiogroup', { name: words }).getByRole('radio', { name: answer }).check()
  await question(words).getByText('Saved', { exact: true }).waitFor()
}
async function write(words: string | RegExp, answer: string) {
  await field(words).fill(answer)
  await field(words).blur()
}
/** Everything that was put in has arrived. */
const allSaved = (on: Page) =>
  on.waitForFunction(() => !document.querySelector('[role=status][aria-busy=true]'))

async function axeFindsNothing(on: Page): Promise<void> {
  assert.deepEqual(await violationsOn(on), [], on.url())
  await on.emulateMedia({ colorScheme: 'light' })
}

test(
  'seed 001 by keyboard alone: Invite to Prequalify leads to the users, and says what to do there',
  limit,
  async () => {
    await signInAt(page, address, { userName: account.admin.userName!, password: testPassword })
    await pressBy(page, 'Enter', page.getByRole('link', { name: 'Prequalifications' }))
    await page.getByText('No company was asked to prequalify yet').waitFor()
    await axeFindsNothing(page)
    await pressBy(page, 'Enter', page.getByRole('link', { name: 'Invite to Prequalify' }))
    await page.getByText('tick the people who are to fill their forms in').waitFor()
    assert.equal(
      await page.getByRole('tab', { name: 'Users', exact: true }).getAttribute('aria-selected'),
      'true',
    )
  },
)

test(
  'Bulk Actions, Prequalify: the window says who has no company, and the banner what was sent',
  limit,
  async () => {
    await tickByKeyboard(/Ana|Bo|Cy|Di/, 4)
    await chooseBulkAction(page, 'Prequalify')
    const window = page.getByRole('dialog', { name: 'Prequalify' })
    await window.getByText('1 left out: they have no company').waitFor()
    await window.getByText('1 of them was never invited to join and gets that invitation too.').waitFor()
    await window.getByText('They fill in the forms of 2 companies, one form each.').waitFor()
    await takePicture(page, 'prequalify-review')
    await axeFindsNothing(page)
    await pressBy(page, 'Enter', window.getByRole('button', { name: 'Prequalify 3 users' }))
    await page
      .getByRole('status')
      .getByText('Prequalification invitations will be sent to 3 users.')
      .waitFor()
    await doEverythingDue(database, sink.url)
    await page.getByRole('status').getByText('Prequalification invitations were sent to 3 users.').waitFor()
  },
)

test('a row offers Prequalify, then Re-Qualify, and says why not where it cannot', limit, async () => {
  await visit(page, `${address}/directory/users`)
  await row('Ana').getByRole('button', { name: 'Re-Qualify' }).click()
  const window = page.getByRole('dialog', { name: 'Prequalify' })
  await window.getByText('1 company was asked before and gets a new form').waitFor()
  await page.keyboard.press('Escape')
  await window.waitFor({ state: 'detached' })
  const refused = row('Di').getByRole('button', { name: 'Prequalify' })
  assert.equal(await refused.getAttribute('aria-disabled'), 'true')
})

test('a respondent who is signed out comes back to the form after signing in', limit, async () => {
  const [mail] = (await sink.mailTo(ana.userName!)).filter(({ subject }) => subject?.includes('prequalify'))
  assert.match(mail?.text ?? '', /\/my-forms/)
  await mobile.goto(`${address}/my-forms`)
  await mobile.getByLabel('User name').fill(ana.userName!)
  await mobile.getByLabel('Password', { exact: true }).fill(testPassword)
  await mobile.getByRole('button', { name: 'Sign in' }).click()
  await mobile.getByRole('link', { name: 'Fill in' }).click()
  await mobile.getByRole('heading', { name: 'Prequalification for Northfield Builders' }).waitFor()
})

test('answers are saved as they are typed; what is no answer says so and is not lost', limit, async () => {
  await write('Legal company name', 'Star Framing LLC')
  await write(/^Federal employer id/, '12-3456789')
  await mobile.getByRole('combobox', { name: 'Industry type' }).selectOption('Carpentry')
  await write('Main phone', '212 555 0123')
  await mobile.getByText('begin with + and the country code').waitFor()
  await write('Main phone', '+1 (212) 555-0123')
  await allSaved(mobile)
  await part('General Information').getByText('3 of 3').waitFor()
  await axeFindsNothing(mobile)
})

test('a conflict shows the answer of the other, and either can be kept', limit, async () => {
  const [{ id }] = (await ask(account, 'GET', '/my-forms', { as: bo })).body.items
  // The page looks again by itself and would see it coming.
  await mobile.route(`**/api/v1/my-forms/${id}`, route => route.abort())
  const put = await ask(account, 'PUT', `/my-forms/${id}/answers/head-office-address`, {
    as: bo,
    payload: { value: '1 Bo Street', version: 0 },
  })
  assert.equal(put.status, 200)
  await write('Address of the head office', '2 Ana Avenue')
  const conflict = mobile.getByRole('alert').filter({ hasText: 'Bo Lee has answered this meanwhile' })
  await mobile.unrouteAll()
  await conflict.getByText('1 Bo Street').waitFor()
  await conflict.getByText('2 Ana Avenue').waitFor()
  await takePicture(mobile, 'prequalification-conflict')
  await axeFindsNothing(mobile)
  await mobile.locator('a[href="/my-forms"]').first().click()
  const leaving = mobile.getByRole('dialog', { name: 'Leave the form?' })
  await leaving.getByText('1 answer is not saved').waitFor()
  await leaving.getByRole('button', { name: 'Stay' }).click()
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await question('Address of the head office').getByText('Saved', { exact: true }).waitFor()
})

test(
  'a question is asked once an answer calls for it, and a reload finds every answer again',
  limit,
  async () => {
    await part('Safety').click()
    await choose('Do you have a written safety program?', 'Yes')
    const upload = mobile.getByLabel('Choose a file or drop it here')
    await upload.setInputFiles({
      name: 'program.exe',
      mimeType: 'application/pdf',
      buffer: Buffer.from('MZ'),
    })
    await mobile.getByText('program.exe is of a kind that is not taken here.').waitFor()
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n')
    await upload.setInputFiles({ name: 'program.pdf', mimeType: 'application/pdf', buffer: pdf })
    await mobile.getByRole('link', { name: /program\.pdf/ }).waitFor()
    await mobile.getByRole('button', { name: 'Remove program.pdf' }).click()
    await mobile.getByRole('link', { name: /program\.pdf/ }).waitFor({ state: 'detached' })
    await choose('Do you have a written safety program?', 'No')
    await mobile.getByText('Choose a file or drop it here').waitFor({ state: 'detached' })
    await write('Recordable incidents', '2')
    await choose('Were there fatalities in the last three years?', 'No')
    await allSaved(mobile)
    await mobile.reload()
    assert.equal(await field('Recordable incidents').inputValue(), '2')
  },
)

test(
  'the button says what is missing and leads there; a whole form is submitted and locked',
  limit,
  async () => {
    await part('Check and submit').click()
    await axeFindsNothing(mobile)
    await mobile.getByRole('button', { name: /answers are missing/ }).click()
    await mobile.getByRole('heading', { name: 'Insurance and Bonding' }).waitFor()
    await mobile.waitForFunction(() => document.activeElement?.matches('#question-insurer textarea'))
    // By the keyboard alone: the focus is in the field.
    await mobile.keyboard.type('Harbour Mutual')
    await write('Limit of general liability, USD', '2,000,000')
    await choose('Can you provide bonds?', 'No')
    await allSaved(mobile)
    await pressBy(mobile, 'Enter', mobile.getByRole('link', { name: /Financials/ }))
    await tabTo(mobile, field('Revenue of the last year, USD'))
    await mobile.keyboard.type('5,500,000')
    const insolvent = mobile.getByRole('radiogroup', { name: 'Was the company ever insolvent?' })
    await tabTo(mobile, insolvent.getByRole('radio'))
    await mobile.keyboard.press('ArrowDown')
    await question('Was the company ever insolvent?').getByText('Saved', { exact: true }).waitFor()
    await allSaved(mobile)
    await pressBy(mobile, 'Enter', mobile.getByRole('link', { name: /Check and submit/ }))
    await mobile.getByText('Everything needed is answered.').waitFor()
    for (const box of await mobile.getByRole('checkbox').all()) await pressBy(mobile, 'Space', box)
    await takePicture(mobile, 'prequalification-submit')
    await pressBy(mobile, 'Enter', mobile.getByRole('button', { name: 'Submit the form' }))
    await mobile.getByRole('status').getByText('The form went to Northfield Builders.').waitFor()
    await part('General Information').click()
    await mobile.getByText('Star Framing LLC').waitFor()
    assert.equal(await mobile.getByRole('textbox', { name: 'Legal company name' }).count(), 0)
    await axeFindsNothing(mobile)
  },
)

test('the solicitor reads it, asks for a change, and the respondent is told what', limit, async () => {
  await visit(page, `${address}/prequalifications?form=submitted`)
  await page.getByRole('link', { name: 'Star Framing' }).click()
  await page.getByText('Harbour Mutual').waitFor()
  await pressBy(page, 'Enter', page.getByRole('button', { name: 'Comment on: Insurer' }))
  const thread = page.getByRole('region', { name: 'Comments on: Insurer' })
  await tabTo(page, thread.getByRole('textbox', { name: 'Comment' }))
  await page.keyboard.type('Is it the holding?')
  await pressBy(page, 'Enter', thread.getByRole('button', { name: 'Send' }))
  await thread.getByText('Is it the holding?').waitFor()
  await axeFindsNothing(page)
  await pressBy(page, 'Enter', page.getByRole('button', { name: 'Request changes' }))
  const window = page.getByRole('dialog')
  await tabTo(page, window.getByRole('textbox', { name: 'What to change' }))
  await page.keyboard.type('Tell us the insurer in full.')
  await pressBy(page, 'Space', window.getByRole('checkbox', { name: 'Insurer', exact: true }))
  await axeFindsNothing(page)
  await pressBy(page, 'Enter', window.getByRole('button', { name: 'Request changes' }))
  await page.getByText('Changes requested').first().waitFor()

  await mobile.reload()
  await mobile.getByText('Tell us the insurer in full.').waitFor()
  await mobile.getByRole('link', { name: 'Insurer' }).click()
  await question('Insurer').getByText('Change asked for').waitFor()
  await question('Insurer').getByText('Is it the holding?').waitFor()
  await write('Insurer', 'Harbour Mutual Insurance Company')
  await allSaved(mobile)
  await part('Check and submit').click()
  for (const box of await mobile.getByRole('checkbox').all()) await box.check({ force: true })
  await mobile.getByRole('button', { name: 'Submit the form' }).click()
  await mobile.getByRole('status').getByText('The form went to Northfield Builders.').waitFor()
})

test('Finalize Qualification tells all that is wrong at once, and then sets the status', limit, async () => {
  await page.reload()
  await pressBy(page, 'Enter', page.getByRole('button', { name: 'Finalize Qualification' }))
  const window = page.getByRole('dialog')
  await window.getByLabel('Expires on').fill('2020-01-31')
  await window.getByLabel('Single project limit').fill('500,000')
  await window.getByLabel('Aggregate limit').fill('100,000')
  await window.getByRole('button', { name: 'Finalize', exact: true }).click()
  await window.getByText('This day must be in the future.').waitFor()
  await window.getByText('The aggregate limit is at least the single project limit.').waitFor()
  await axeFindsNothing(page)
  await window.getByLabel('Expires on').fill('2099-12-31')
  await window.getByLabel('Aggregate limit').fill('1,000,000')
  const { items } = (await ask(account, 'GET', '/prequalifications?q=star')).body
  const url = `/prequalifications/${items[0].company.id}/decisions`
  await ask(account, 'POST', url, { payload: { status: 'not_qualified' } })
  await pressBy(page, 'Enter', window.getByRole('button', { name: 'Finalize', exact: true }))
  await window.getByText('Somebody else changed it meanwhile').waitFor()
  // What the other decided is told behind the window; what was typed is still in it.
  await page.getByText('Decided: Not Qualified').waitFor()
  await pressBy(page, 'Enter', window.getByRole('button', { name: 'Finalize', exact: true }))
  await page.getByRole('status').getByText('Star Framing is now: Qualified.').waitFor()
  await page.getByText('$1,000,000.00').waitFor()
  await settled(page)
  await takePicture(page, 'prequalification-company')
})

test(
  'a second round: the row button, the answers beside those before, primary contact, print, export',
  limit,
  async () => {
    await visit(page, `${address}/directory/users`)
    await row('Ana').getByRole('button', { name: 'Re-Qualify' }).click()
    const window = page.getByRole('dialog', { name: 'Prequalify' })
    await window.getByText('1 company goes back to Not Assigned').waitFor()
    await window.getByRole('button', { name: 'Prequalify 1 user' }).click()
    await page
      .getByRole('status')
      .getByText('A prequalification invitation will be sent to 1 user.')
      .waitFor()
    await doEverythingDue(database, sink.url)
    await answerAnew('insurer', 'Zenith Mutual')

    await visit(page, `${address}/prequalifications`)
    await page.getByRole('link', { name: '1 form to review' }).click()
    await page.getByRole('link', { name: 'Star Framing' }).click()
    await page.getByText('Zenith Mutual').waitFor()
    await page.getByText('Only what differs from the form before').click()
    await page.getByText('Harbour Mutual Insurance Company').waitFor()
    await page.getByText('12-3456789').waitFor({ state: 'detached' })

    const saved = page.waitForResponse(answer => answer.request().method() === 'PATCH')
    await page.getByLabel('Primary contact').selectOption('Ana Kovač')
    assert.equal((await saved).status(), 200)
    const print = await page.getByRole('link', { name: 'Print as PDF' }).getAttribute('href')
    const printed = await page.request.get(new URL(print!, address).href)
    assert.match((await printed.body()).toString('latin1'), /^%PDF-/)

    await visit(page, `${address}/prequalifications`)
    await row('Star Framing').getByText('Ana Kovač').waitFor()
    const exporting = await page.getByRole('link', { name: 'Export' }).getAttribute('href')
    const exported = await page.request.get(new URL(exporting!, address).href)
    assert.match(await exported.text(), /Star Framing,.*Ana Kovač/)
  },
)

/** The rest is carried over, so that the form can be submitted. */
async function answerAnew(questionId: string, value: string): Promise<void> {
  const [{ id }] = (await ask(account, 'GET', '/my-forms', { as: ana })).body.items
  const payload = { value, version: 1 }
  assert.equal(
    (await ask(account, 'PUT', `/my-forms/${id}/answers/${questionId}`, { as: ana, payload })).status,
    200,
  )
  const confirmations = ['answers-are-true', 'may-answer-for-company']
  const submitted = await ask(account, 'POST', `/my-forms/${id}/submission`, {
    as: ana,
    payload: { confirmations },
  })
  assert.equal(submitted.status, 200)
}

test('a question of one’s own is added, moved by the keyboard, tried out and published', limit, async () => {
  await visit(page, `${address}/prequalifications/form`)
  await page.getByRole('button', { name: 'Add a question to Safety' }).click()
  const window = page.getByRole('dialog', { name: 'New question' })
  await window.getByRole('textbox', { name: 'Question' }).fill('Do you rent cranes?')
  await window.getByLabel('Type of answer').selectOption('Yes or no')
  await window.getByLabel('Ask it').selectOption('Were there fatalities in the last three years?')
  await axeFindsNothing(page)
  await window.getByRole('button', { name: 'Save to the draft' }).click()
  const up = page.getByRole('button', { name: 'Move up: Do you rent cranes?' })
  await up.focus()
  await page.keyboard.press('Enter')
  await page.getByText('Draft with 1 change').waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('[data-question]') !== null)
  const safety = page.getByRole('region', { name: 'Safety' }).getByRole('listitem')
  await safety.nth(-2).filter({ hasText: 'Do you rent cranes?' }).waitFor()
  await takePicture(page, 'prequalification-form')

  await page.getByRole('radio', { name: 'Preview' }).check()
  assert.equal(await page.getByRole('radiogroup', { name: 'Do you rent cranes?' }).count(), 0)
  await page
    .getByRole('radiogroup', { name: 'Were there fatalities' })
    .getByRole('radio', { name: 'Yes' })
    .check()
  await page.getByRole('radiogroup', { name: 'Do you rent cranes?' }).waitFor()

  await page.getByRole('button', { name: 'Publish the form' }).click()
  await page.getByRole('dialog').getByText('Do you rent cranes?').waitFor()
  await axeFindsNothing(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).click()
  await page.getByRole('status').getByText('Version 2 is published.').waitFor()

  await page.getByRole('radio', { name: 'Versions' }).check()
  const compared = page.getByRole('region', { name: 'Compare two versions' })
  await compared.getByRole('listitem').filter({ hasText: 'Do you rent cranes?' }).getByText('New').waitFor()
  await axeFindsNothing(page)
})

test(
  'a question goes to another category by its dialog or by the pointer; a confirmation is written',
  limit,
  async () => {
    await page.getByRole('radio', { name: 'Questions' }).check()
    const inCategory = (name: string) => page.getByRole('region', { name, exact: true }).getByRole('listitem')
    await page.getByRole('button', { name: 'Edit: Do you rent cranes?' }).click()
    const window = page.getByRole('dialog', { name: 'Edit the question' })
    await window.getByLabel('Category').selectOption('Insurance and Bonding')
    await window.getByText('It moves to the end of that category.').waitFor()
    await window.getByRole('button', { name: 'Save to the draft' }).click()
    await inCategory('Insurance and Bonding').nth(-1).filter({ hasText: 'Do you rent cranes?' }).waitFor()
    const [from, to] = [
      inCategory('Insurance and Bonding').nth(-1),
      inCategory('Insurance and Bonding').nth(-3),
    ]
    await from.getByText('Do you rent cranes?').dragTo(to, { targetPosition: { x: 20, y: 10 }, steps: 5 })
    await inCategory('Insurance and Bonding').nth(-3).filter({ hasText: 'Do you rent cranes?' }).waitFor()

    await page.getByRole('button', { name: 'Add a confirmation' }).click()
    const writing = page.getByRole('dialog', { name: 'New confirmation' })
    await writing.getByRole('textbox', { name: 'What is confirmed' }).fill('We keep to your site rules.')
    await axeFindsNothing(page)
    await writing.getByRole('button', { name: 'Save to the draft' }).click()
    await page
      .getByRole('region', { name: 'Confirmations' })
      .getByText('We keep to your site rules.')
      .waitFor()
    await takePicture(page, 'prequalification-form-draft')
  },
)

test(
  'what is not asked any more, and what was decided before, is kept beside the new form',
  limit,
  async () => {
    const drafted = page.waitForResponse(answer => answer.request().method() === 'PUT')
    await page.getByRole('button', { name: 'Remove: Insurer' }).click()
    assert.equal((await drafted).status(), 200)
    await ask(account, 'POST', '/prequalification-form/versions', { payload: {} })
    const payload = { selection: { ids: [ana.id] } }
    await ask(account, 'POST', '/bulk-actions/user.prequalify/runs', { payload })
    await doEverythingDue(database, sink.url)
    const { items } = (await ask(account, 'GET', '/prequalifications?q=star')).body
    await visit(page, `${address}/prequalifications/${items[0].company.id}`)
    await page.getByText('1 answer to a question').click()
    await page.getByText('Zenith Mutual').waitFor()
    await page.getByText('2 earlier decisions').click()
    await page.getByText('$1,000,000.00').waitFor()
    await axeFindsNothing(page)
  },
)
