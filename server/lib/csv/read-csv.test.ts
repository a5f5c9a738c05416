import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CsvRow, readCsv } from './index.ts'

async function read(source: string | Buffer | AsyncIterable<Uint8Array>) {
  const file = await readCsv(typeof source === 'string' ? Buffer.from(source) : source)
  const rows: CsvRow[] = []
  for await (const row of file.rows) rows.push(row)
  return { ...file, encoding: file.encoding, rows }
}
const cellsOf = (rows: CsvRow[]) => rows.map(row => row.cells)
const faultsOf = (rows: CsvRow[]) => rows.map(row => row.fault)

/** The same text in bytes of an encoding that Node cannot write itself. */
function encode(text: string, encoding: 'windows-1251' | 'windows-1252'): Buffer {
  const decoder = new TextDecoder(encoding)
  const byteOf = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]),
  )
  return Buffer.from(
    Array.from(text, char => byteOf.get(char) ?? assert.fail(`${char} is not in ${encoding}`)),
  )
}
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

const people = 'Имя;Эл. почта\r\nАнна;anna@example.com\r\nЁрш Ильич;ersh@example.org\r\n'
const peopleCells = [
  ['Анна', 'anna@example.com'],
  ['Ёрш Ильич', 'ersh@example.org'],
]

test('a CSV with and without a byte order mark has the same header', async () => {
  for (const text of [people, `\uFEFF${people}`]) {
    const file = await read(text)
    assert.deepEqual([file.encoding, file.header], ['utf-8', ['Имя', 'Эл. почта']])
    assert.deepEqual(cellsOf(file.rows), peopleCells)
  }
})

test('a CSV in UTF-16 is read in both byte orders, with and without a byte order mark', async () => {
  for (const [encoding, bytes] of [
    ['utf-16le', Buffer.from(`\uFEFF${people}`, 'utf16le')],
    ['utf-16be', utf16be(`\uFEFF${people}`)],
    ['utf-16le', Buffer.from(people, 'utf16le')],
    ['utf-16be', utf16be(people)],
  ] as const) {
    const file = await read(bytes)
    assert.deepEqual([file.encoding, file.header[0], cellsOf(file.rows)], [encoding, 'Имя', peopleCells])
  }
})

test('a CSV saved by an older Excel is read as windows-1251 when it is Cyrillic, else as windows-1252', async () => {
  const cyrillic = await read(encode(people, 'windows-1251'))
  assert.deepEqual([cyrillic.encoding, cellsOf(cyrillic.rows)], ['windows-1251', peopleCells])
  const western = await read(
    encode('Name;E-mail\nJürgen Groß;j@example.com\nZoë Ångström;z@example.com', 'windows-1252'),
  )
  assert.equal(western.encoding, 'windows-1252')
  assert.deepEqual(
    western.rows.map(row => row.cells[0]),
    ['Jürgen Groß', 'Zoë Ångström'],
  )
})

test('the encoding is found out too when the first Cyrillic name stands far down in the file', async () => {
  const plain = `Name,Email\n${'Ana Kovac,ana@example.com\n'.repeat(5_000)}`
  const last = 'Анна Ким,anna@example.com\n'
  for (const [encoding, bytes] of [
    ['windows-1251', encode(last, 'windows-1251')],
    ['utf-8', Buffer.from(last)],
  ] as const) {
    const file = await read(Buffer.concat([Buffer.from(plain), bytes]))
    assert.deepEqual([file.encoding, file.rows.length], [encoding, 5_001])
    assert.equal(file.rows.at(-1)?.cells[0], 'Анна Ким')
  }
})

test('a character cut in two by the pieces of an upload is read whole', async () => {
  async function* bytewise() {
    for (const byte of Buffer.from(people)) yield Buffer.from([byte])
  }
  assert.deepEqual(cellsOf((await read(bytewise())).rows), peopleCells)
})

test('a line with characters that cannot be read is a fault of that line alone', async () => {
  const good = `Имя\n${'Анна Ким\n'.repeat(5_000)}`
  const file = await read(
    Buffer.concat([Buffer.from(good), Buffer.from([0xd0, 0xd0]), Buffer.from('\nЯна\n')]),
  )
  assert.deepEqual(
    [file.encoding, faultsOf(file.rows.slice(-3))],
    ['utf-8', [null, 'characters-unreadable', null]],
  )
})

test('commas, semicolons and tabs are told apart, also when cells contain the others', async () => {
  for (const delimiter of [',', ';', '\t'] as const) {
    const cells = ['Kovač', 'x']
    const file = await read(
      `${['First,;name', 'b'].map(c => `"${c}"`).join(delimiter)}\n${cells.join(delimiter)}\n`,
    )
    assert.deepEqual(
      [file.delimiter, file.header, cellsOf(file.rows)],
      [delimiter, ['First,;name', 'b'], [cells]],
    )
  }
  assert.equal((await read('Name;Notes\nAna;tall, kind, loud\nJo;a,b,c')).delimiter, ';')
  assert.equal(
    (await read('Last, First;Email\nKovac, Ana;a@example.com\nSmith;b@example.com')).delimiter,
    ';',
  )
  assert.equal((await read('Email\na@example.com')).delimiter, ',')
})

test("Excel's own line that names the delimiter is not taken for the header", async () => {
  const file = await read('sep=;\r\nName;Email\r\nAna;a@example.com\r\n')
  assert.deepEqual([file.header, file.rows[0]?.line], [['Name', 'Email'], 3])
})

test('quotes, doubled quotes and line breaks inside cells are kept; lines are counted as in the file', async () => {
  const file = await read(
    'Name,Note\r\n"Kovač, Ana","said ""hi""\r\nand left"\r\nJo,"a\nb\n\nc"\r\n\r\nLi,x\r\n',
  )
  assert.deepEqual(file.rows, [
    { line: 2, cells: ['Kovač, Ana', 'said "hi"\r\nand left'], fault: null },
    { line: 4, cells: ['Jo', 'a\nb\n\nc'], fault: null },
    { line: 9, cells: ['Li', 'x'], fault: null },
  ])
})

test('a quote inside a cell that does not begin with one is an ordinary character', async () => {
  const file = await read('Name,Size\nJo "Red" Smith,6"\nLi,5\n')
  assert.deepEqual(cellsOf(file.rows), [['Jo "Red" Smith', '6"'], ['Li', '5']]) // biome-ignore format: short
})

test('blank lines, also those of commas and spaces, are skipped and counted', async () => {
  const file = await read('\n\nName,Email\n\n , \nAna,a@example.com\n,\n\nJo,b@example.com\n\n')
  assert.deepEqual(file.header, ['Name', 'Email'])
  assert.deepEqual(
    file.rows.map(row => row.line),
    [6, 9],
  )
})

test('line ends of Windows, Unix and old Macs may be mixed', async () => {
  const file = await read('Name\rAna\nJo\r\nLi')
  assert.deepEqual(
    file.rows.map(row => [row.line, row.cells[0]]),
    [
      [2, 'Ana'],
      [3, 'Jo'],
      [4, 'Li'],
    ],
  )
})

test('a line with too few or too many cells is a fault of that line alone', async () => {
  const file = await read('Name,Email\nAna\nJo,b@example.com\nLi,c@example.com,d\nMa,d@example.com,, \n')
  assert.deepEqual(faultsOf(file.rows), ['too-few-cells', null, 'too-many-cells', null])
  assert.deepEqual(file.rows[3]?.cells, ['Ma', 'd@example.com'])
})

test('a quote that is never closed is one fault, and the lines before it are read', async () => {
  const tail = 'x,y@example.com\n'.repeat(50_000)
  for (const rest of ['Li,c@example.com\n', tail]) {
    const file = await read(`Name,Email\nAna,a@example.com\nJo,b@example.com\n"Kim,k@example.com\n${rest}`)
    assert.deepEqual(
      file.rows.map(row => [row.line, row.fault]),
      [
        [2, null],
        [3, null],
        [4, 'quote-not-closed'],
      ],
    )
  }
})

test('a quote in the header that is never closed is a fault of the file', async () => {
  const file = await read('"Name,Email\nAna,a@example.com\n')
  assert.deepEqual([file.fault, file.header, file.rows], ['header-quote-not-closed', [], []])
})

test('an empty file, a workbook and a picture each say what they are', async () => {
  for (const text of ['', '\uFEFF', '\r\n \n']) assert.equal((await read(text)).fault, 'file-empty')
  assert.equal((await read(Buffer.from('504b03041400060008000000', 'hex'))).fault, 'file-is-a-workbook')
  assert.equal((await read(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).fault, 'file-is-a-workbook')
  const picture = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919) % 256))
  assert.equal((await read(picture)).fault, 'file-is-not-text')
})

test('a header alone is a file without rows', async () => {
  const file = await read('Name;Email;;\r\n')
  assert.deepEqual([file.fault, file.header, file.rows], [null, ['Name', 'Email'], []])
})

test('an upload that breaks off is an error, not a short file', async () => {
  async function* broken() {
    yield Buffer.from(`Name,Email\n${'Ana,a@example.com\n'.repeat(10_000)}`)
    throw new Error('the connection was lost')
  }
  await assert.rejects(read(broken()), /the connection was lost/)
})

test('reading may stop at any row, and the source is let go', async () => {
  let isClosed = false
  async function* endless() {
    try {
      yield Buffer.from('Name,Email\n')
      for (;;) yield Buffer.from('Ana,a@example.com\n'.repeat(1_000))
    } finally {
      isClosed = true
    }
  }
  const file = await readCsv(endless())
  for await (const row of file.rows) if (row.line === 3) break
  // The source is closed after its next piece, not within the same turn.
  while (!isClosed) await new Promise(resolve => setImmediate(resolve))
})
