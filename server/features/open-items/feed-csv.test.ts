import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownersOf } from '../../../test/open-items.ts'
import { faultsIn, theDirectory } from '../directory/testing.ts'

// Files as people and their programs really write them.

const it = await theDirectory()

async function anAccountToFeed() {
  const account = await it.anAccount()
  const project = await it.added(account, '/projects', { name: 'Harbour Tower', number: 'P-7' })
  const user = await it.aUser(account, { externalId: 'ext-7' })
  await it.put(account, project.id, user.id)
  const feed = (text: string | Buffer) =>
    it.ask(account, 'POST', '/open-items/batches.csv', {
      text: text as string,
      headers: { 'content-type': 'text/csv' },
    })
  return { account, user, feed }
}
const heading = 'source,ref,tool,role,person,project,title'
const line = (ref: string, title = 'Bolts') => `plan,${ref},rfi,manager,ext-7,P-7,${title}`

test('tabs, semicolons, quotes with line breaks, blank lines and UTF-16 are read as they are meant', async () => {
  const { account, user, feed } = await anAccountToFeed()
  const files = [
    `${heading}\r\n${line('comma', '"Bolts, ""M12"",\r\nand nuts"')}\r\n\r\n${line('after-a-blank-line')}\r\n`,
    `${heading}\n${line('tab')}\n`.replaceAll(',', '\t'),
    Buffer.from(`\uFEFF${heading}\r\n${line('utf-16')}\r\n`, 'utf16le'),
  ]
  for (const file of files) {
    const { status, body } = await feed(file)
    assert.deepEqual([status, body.faulty], [200, []])
  }
  assert.deepEqual(await ownersOf(it.db, account), {
    ...{ 'after-a-blank-line': user.id, comma: user.id, tab: user.id, 'utf-16': user.id },
  })
  const { body: items } = await it.ask(account, 'GET', '/open-items?q=M12')
  assert.match(items.items[0].title, /^Bolts, "M12",\s+and nuts$/)
})

test('a duplicate and a missing heading are told together, and nothing is written', async () => {
  const { account, feed } = await anAccountToFeed()
  const answer = await feed(`source,ref,tool,tool,person,project,title\r\n${line('1')}\r\n`)
  assert.deepEqual(
    [answer.status, faultsIn(answer)],
    [
      422,
      [
        ['file', 'heading-missing'],
        ['file', 'header-twice'],
      ],
    ],
  )
  assert.deepEqual(await ownersOf(it.db, account), {})
})

test('unknown people, tools, roles and projects, and what cannot be stored, are refused each in its line; the others are written', async () => {
  const { account, user, feed } = await anAccountToFeed()
  const { body } = await feed(
    [
      heading,
      line('good'),
      'plan,2,rfi,manager,nobody@example.com,P-7,Bolts',
      'plan,3,phone-call,manager,ext-7,P-7,Bolts',
      'plan,4,rfi,approver,ext-7,P-7,Bolts',
      'plan,5,rfi,manager,ext-7,P-99,Bolts',
      'plan,6,phone-call,boss,nobody,P-99,',
      line('7', 'Bol\0ts'),
    ].join('\n'),
  )
  type Faulty = { line: number; faults: { path: string[]; reason: string }[] }
  assert.deepEqual(
    body.faulty.map(({ line, faults }: Faulty) => [
      line,
      ...faults.map(({ path }) => path.join('.')).toSorted(),
    ]),
    [
      [3, 'person'],
      [4, 'tool'],
      [5, 'role'],
      [6, 'project'],
      [7, 'role', 'title', 'tool'],
      [8, 'title'],
    ],
  )
  assert.deepEqual(await ownersOf(it.db, account), { good: user.id })
})

test('formula cells, HTML and right-to-left text are the text that they look like; the export makes formulas harmless', async () => {
  const { account, feed } = await anAccountToFeed()
  const titles = ['=1+1', '<script>alert(1)</script>', '\u05E9\u05DC\u05D5\u05DD \u202Eevil']
  const { body } = await feed([heading, ...titles.map((title, at) => line(String(at), title))].join('\n'))
  assert.deepEqual(body.faulty, [])
  const { body: list } = await it.ask(account, 'GET', '/open-items?limit=10')
  const shown = list.items.map(({ title }: { title: string }) => title).toSorted()
  assert.deepEqual([shown.length, shown.includes('=1+1'), shown.includes(titles[1])], [3, true, true])
  const { body: file } = await it.ask(account, 'GET', '/open-items.csv')
  assert.doesNotMatch(file, /,=1\+1/)
})
