import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aUser } from '../../../test/account.ts'
import { importsUnderTest, reasonsByLine } from './testing.ts'

const it = await importsUnderTest()

const ana = 'First Name,Last Name,Email\nAna,Kovač,ana@example.com\n'

test('a checked file says what would happen to each line and changes nothing', async () => {
  const account = await it.anAccount()
  await aUser(it.db, account, { firstName: 'Jo', lastName: 'Smith', email: 'jo@example.com' })
  await aUser(it.db, account, { firstName: 'Li', lastName: 'Wei', email: 'li@example.com' })
  const view = await it.check(
    account,
    'First Name,Last Name,Email,Job Title,Company,Shoe Size\n' +
      'Ana,Kovač,ana@example.com,Foreman,Star Framing,38\n' +
      'Jo,Smith,jo@example.com,Mason,,44\nLi,Wei,LI@example.com,,,\n,,li@nowhere,,,\n',
  )
  assert.deepEqual(view.counts, { add: 1, update: 1, unchanged: 1, faulty: 1 })
  assert.deepEqual(
    [view.fileName, view.encoding, view.delimiter, view.lines],
    ['people.csv', 'utf-8', ',', 4],
  )
  assert.deepEqual(view.columns.at(-1), { header: 'Shoe Size', field: null })
  assert.deepEqual([view.appliedAt, view.runId, view.createdBy.name], [null, null, 'Ada Admin'])
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => [person.last_name, person.job_title]),
    [
      ['Smith', null],
      ['Wei', null],
    ],
  )
  assert.equal((await it.ask<{ items: [] }>(account, 'GET', '/companies?q=Star')).body.items.length, 0)
})

test('a file with a byte order mark, semicolons, tabs, quotes, blank lines or in UTF-16 reads the same', async () => {
  const account = await it.anAccount()
  const text = 'First Name,Last Name,Email\nAna,Kovač,ana@example.com\n'
  const files: [string, string | Buffer][] = [
    ['BOM', `\uFEFF${text}`],
    ['semicolons', text.replaceAll(',', ';')],
    ['tabs', text.replaceAll(',', '\t')],
    ['UTF-16 little-endian', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['quotes', '"First Name","Last Name","Email"\r\n"Ana","Kovač","ana@example.com"\r\n'],
    ['blank lines', text.replaceAll('\n', '\n\n , , \n')],
  ]
  for (const [what, file] of files) {
    const view = await it.check(account, file)
    const [line] = await it.linesOf(account, view)
    assert.deepEqual(view.counts, { add: 1, update: 0, unchanged: 0, faulty: 0 }, what)
    assert.deepEqual([line?.name, line?.cells.at(-1)], ['Ana Kovač', 'ana@example.com'], what)
  }
})

test('a quoted cell may hold the delimiter, quotes and line breaks; lines are counted as an editor does', async () => {
  const account = await it.anAccount()
  const view = await it.check(
    account,
    'Name,Company,Email\n"Kovač, Ana","Star ""Framing""\nLLC",ana@example.com\nJo,,nowhere\n',
  )
  const lines = await it.linesOf(account, view)
  assert.deepEqual(
    lines.map(({ line, name, cells }) => [line, name, cells[1]]),
    [
      [2, 'Ana Kovač', 'Star "Framing"\nLLC'],
      [4, 'Jo', ''],
    ],
  )
})

test('a duplicate header is refused with the whole file', async () => {
  const account = await it.anAccount()
  const { status, body } = await it.upload(account, 'Name,Email,E-mail\nAna,a@example.com,b@example.com\n')
  assert.deepEqual([status, body.code], [422, 'unreadable-file'])
  assert.deepEqual(body.faults, [{ path: ['header'], reason: 'header-twice', detail: { column: 'Email' } }])
})

test('a missing header is refused with what was found and what is understood', async () => {
  const account = await it.anAccount()
  const { status, body } = await it.upload(account, 'Ana,Kovač,ana@example.com\nJo,Smith,jo@example.com\n')
  assert.equal(status, 422)
  assert.deepEqual(
    body.faults?.map(fault => [fault.path, fault.reason]),
    [[['header'], 'header-not-understood']],
  )
  assert.equal(body.faults?.[0]?.detail?.found, 'Ana, Kovač, ana@example.com')
})

test('what cannot be read at all is refused with its reason, and nothing is kept of it', async () => {
  const account = await it.anAccount()
  const files: [string, Buffer | string][] = [
    ['file-empty', ''],
    ['file-empty', 'Name,Email\n\n'],
    ['file-is-a-workbook', Buffer.from('504b030414000600', 'hex')],
    ['file-is-not-text', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 1)])],
    ['header-quote-not-closed', `Name,"Email\n${'Ana,ana@example.com\n'.repeat(6000)}`],
  ]
  for (const [reason, file] of files) {
    const { status, body } = await it.upload(account, file)
    assert.equal(status, 422, reason)
    assert.deepEqual(body.faults, [{ path: ['file'], reason }])
  }
  assert.deepEqual((await it.ask<{ items: [] }>(account, 'GET', '/imports')).body.items, [])
})

test('formula cells are the text that they look like', async () => {
  const account = await it.anAccount()
  const view = await it.importFile(
    account,
    'First Name,Last Name,Email,Job Title\n"=HYPERLINK(""http://x"",""Ana"")",@SUM,ana@example.com,\'-2+3\n',
  )
  assert.equal(view.counts.add, 1)
  const [person] = await it.peopleOf(account)
  assert.deepEqual(
    [person?.first_name, person?.last_name, person?.job_title],
    ['=HYPERLINK("http://x","Ana")', '@SUM', '-2+3'],
  )
})

test('a line is answered with all its faults at once, those of the directory among them', async () => {
  const account = await it.anAccount()
  const view = await it.check(
    account,
    `First Name,Email,Job Title,Template\n,a@b,${'x'.repeat(201)},Boss\nAna,ana@example.com\n`,
  )
  const lines = await it.linesOf(account, view, '&verdict=faulty')
  assert.deepEqual(reasonsByLine(lines), [
    '2: email-malformed too-long name-missing template-unknown',
    '3: too-few-cells',
  ])
  assert.deepEqual(lines[0]?.faults[1], { field: 'jobTitle', reason: 'too-long', detail: { most: 200 } })
  assert.deepEqual(lines[0]?.faults[3]?.detail, { template: 'Boss' })
})

test('a doubtful phone is kept with a warning that says how to write it', async () => {
  const account = await it.anAccount()
  const view = await it.check(account, 'Name,Phone\nAna Kovač,212 555 0100\nJo Smith,+12125550101\n')
  assert.deepEqual([view.counts.add, view.warned], [2, 1])
  const [line, ...more] = await it.linesOf(account, view, '&warned=true')
  assert.equal(more.length, 0)
  assert.deepEqual(line?.warnings, [
    { field: 'phone', reason: 'phone-without-country-code', detail: { example: '+1 212 555 0100' } },
  ])
  await it.apply(account, view)
  const [person] = await it.peopleOf(account)
  assert.deepEqual([person?.phone, person?.phone_verdict], ['212 555 0100', 'no-country-code'])
})

test('an unknown template is a fault; without one a person gets Read Only', async () => {
  const account = await it.anAccount()
  const view = await it.importFile(
    account,
    'Name,Email,Permission Template\nAna One,a@example.com,Boss\nBo Two,b@example.com,\nCy Three,c@example.com,DIRECTORY ADMIN\n',
  )
  assert.deepEqual(reasonsByLine(await it.linesOf(account, view)), ['2: template-unknown'])
  assert.deepEqual(
    (await it.peopleOf(account)).map(person => [person.first_name, person.template]),
    [
      ['Cy', 'Directory Admin'],
      ['Bo', 'Read Only'],
    ],
  )
})

test('columns that their headings do not name are named beside the file', async () => {
  const account = await it.anAccount()
  const file = 'Wer,Post,a=b\nAna Kovač,ana@example.com,x\n'
  const view = await it.check(account, file, '&map=Wer%3DFull%20Name&map=Post%3Demail&map=a%3Db%3Dignore')
  assert.deepEqual(
    view.columns.map(column => column.field),
    ['fullName', 'email', null],
  )
  const { status, body } = await it.upload(account, file, '&map=Fax%3Dphone&map=Wer%3Dshoes')
  assert.equal(status, 422)
  assert.deepEqual(
    body.faults?.map(fault => [fault.path, fault.reason]),
    [
      [['map'], 'map-column-unknown'],
      [['map'], 'map-field-unknown'],
      [['header'], 'header-not-understood'],
    ],
  )
  assert.equal((await it.upload(account, file, '&map=Wer')).status, 400)
})

test('a file as browsers and scripts send it is taken whatever they call it, up to 64 MB', async () => {
  const account = await it.anAccount()
  for (const type of [
    'text/csv',
    'text/csv; charset=utf-8',
    'text/plain',
    'application/octet-stream',
    'application/vnd.ms-excel',
  ]) {
    assert.equal((await it.ask(account, 'POST', '/imports', { payload: ana, type })).status, 201, type)
  }
  const tooLarge = await it.upload(account, Buffer.alloc(64 * 1024 * 1024 + 1, 'a'))
  assert.deepEqual([tooLarge.status, tooLarge.body.code], [413, 'file-too-large'])
  const elsewhere = await it.ask<{ code: string }>(account, 'POST', '/people', {
    payload: ana,
    type: 'text/csv',
  })
  assert.equal(elsewhere.body.code, 'malformed-request')
})

test('only a Directory Admin imports or sees imports', async () => {
  const account = await it.anAccount()
  const view = await it.check(account, ana)
  for (const as of [account.standard, account.reader]) {
    assert.equal((await it.upload(account, ana, '', as)).status, 403)
    for (const url of [
      '/imports',
      `/imports/${view.id}`,
      `/imports/${view.id}/lines`,
      `/imports/${view.id}/faults.csv`,
    ]) {
      assert.equal((await it.ask(account, 'GET', url, { as })).status, 403, url)
    }
    assert.equal(
      (await it.ask(account, 'POST', `/imports/${view.id}/apply`, { payload: {}, as })).status,
      403,
    )
  }
  assert.equal((await it.peopleOf(account)).length, 0)
})

test("another account's import is answered like an unknown one", async () => {
  const [account, other] = [await it.anAccount(), await it.anAccount()]
  const view = await it.check(account, ana)
  const unknown = { id: '00000000-0000-7000-8000-000000000000' }
  for (const path of ['', '/lines', '/faults.csv']) {
    const across = await it.ask(other, 'GET', `/imports/${view.id}${path}`)
    assert.equal(across.status, 404, path)
    assert.equal(across.text, (await it.ask(other, 'GET', `/imports/${unknown.id}${path}`)).text)
  }
  assert.deepEqual((await it.apply(other, view)).body, (await it.apply(other, unknown)).body)
  assert.equal((await it.apply(other, view)).status, 404)
  assert.deepEqual((await it.ask<{ items: [] }>(other, 'GET', '/imports')).body.items, [])
})

test('imports are listed newest first, lines in the order of the file, page by page', async () => {
  const account = await it.anAccount()
  const first = await it.check(account, ana)
  const second = await it.check(
    account,
    'Name,Email\nA B,a@example.com\nC D,c@example.com\nE F,e@example.com\n',
  )
  const imports = await it.ask<{ items: { id: string }[]; next: string }>(account, 'GET', '/imports?limit=1')
  assert.deepEqual(
    imports.body.items.map(({ id }) => id),
    [second.id],
  )
  const older = await it.ask<{ items: { id: string }[] }>(
    account,
    'GET',
    `/imports?cursor=${imports.body.next}`,
  )
  assert.deepEqual(
    older.body.items.map(({ id }) => id),
    [first.id],
  )
  const names: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { body: { items: { name: string }[]; next: string | null } } = await it.ask(
      account,
      'GET',
      `/imports/${second.id}/lines?limit=2${cursor && `&cursor=${cursor}`}`,
    )
    names.push(...page.body.items.map(({ name }) => name))
    cursor = page.body.next
  }
  assert.deepEqual(names, ['A B', 'C D', 'E F'])
})
