import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { csvLine, readCsv, writeCsv } from './index.ts'

async function roundTrip(header: string[], rows: string[][]) {
  const pieces: Buffer[] = []
  for await (const piece of writeCsv(header, rows)) pieces.push(Buffer.from(piece))
  const file = await readCsv(Buffer.concat(pieces))
  const read: string[][] = []
  for await (const row of file.rows) {
    assert.equal(row.fault, null)
    read.push(row.cells)
  }
  return { header: file.header, rows: read }
}

test('cells that a spreadsheet would run as formulas are neutralised', () => {
  assert.equal(
    csvLine(['=1+2', '+1', '-1', '@x', '\tx', '\rx', '\0x', 'a=b', "o'neil"]),
    `'=1+2,'+1,'-1,'@x,"'\tx","'\rx",'\0x,a=b,o'neil\r\n`,
  )
})

test('a formula that was exported comes back as the text it was', async () => {
  const rows = [
    ['=HYPERLINK("http://example.com","x")', "'=already guarded", "''+twice"],
    ["'quoted'", '-', "'"],
  ]
  assert.deepEqual((await roundTrip(['a', 'b', 'c'], rows)).rows, rows)
})

test('a phone that was exported comes back with its +', async () => {
  assert.equal(csvLine(['+79051111111']), "'+79051111111\r\n")
  assert.deepEqual((await roundTrip(['Phone'], [['+79051111111']])).rows, [['+79051111111']])
})

test('an export begins with a byte order mark and ends its lines as Windows does', async () => {
  const pieces: string[] = []
  for await (const piece of writeCsv(['Имя', 'Note'], [['Анна', null]])) pieces.push(piece)
  assert.equal(pieces.join(''), '\uFEFFИмя,Note\r\nАнна,\r\n')
})

test('whatever is exported can be imported again, cell by cell', async () => {
  const nasty = fc.string({
    unit: fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '\t',
      '\r',
      '\n',
      '\0',
      "'",
      '"',
      ',',
      ';',
      ' ',
      'a',
      'я',
      '\uFEFF',
      '🏗',
    ),
    maxLength: 8,
  })
  const cell = fc.oneof(nasty, fc.string({ unit: 'binary' })).filter(text => !text.includes('\uFFFD'))
  const table = fc.integer({ min: 1, max: 5 }).chain(width =>
    fc.record({
      header: fc.array(
        cell.filter(text => text.trim() !== ''),
        { minLength: width, maxLength: width },
      ),
      // A row of nothing but spaces is a blank line, and those are left out.
      rows: fc.array(
        fc
          .array(cell, { minLength: width, maxLength: width })
          .filter(row => row.some(text => text.trim() !== '')),
        { maxLength: 6 },
      ),
    }),
  )
  await fc.assert(
    fc.asyncProperty(table, async written => {
      assert.deepEqual(await roundTrip(written.header, written.rows), { ...written })
    }),
    { numRuns: 300 },
  )
})
