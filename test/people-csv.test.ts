import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapHeader } from '../server/features/imports/map-header.ts'
import { readPersonRow } from '../server/features/imports/read-person-row.ts'
import { readCsv } from '../server/lib/csv/index.ts'
import { faultsInTurn, type PeopleCsvOptions, peopleCsv } from './people-csv.ts'

async function reasonsPerLine(n: number, options: PeopleCsvOptions) {
  const file = await readCsv(peopleCsv(n, options))
  const { columns, ignored, faults } = mapHeader(file.header)
  assert.deepEqual([ignored, faults], [[], []])
  const reasons: string[][] = []
  const emails = new Set<string | null>()
  for await (const row of file.rows) {
    const { fields, faults, warnings } = readPersonRow(row.cells, columns, { country: 'US' })
    const all = [...(row.fault === null ? faults : [{ reason: row.fault }]), ...warnings]
    reasons.push(all.map(one => one.reason))
    emails.add(fields.email)
  }
  return { reasons, emails, encoding: file.encoding }
}

test('made-up people are imported without a fault from every encoding and delimiter', async () => {
  for (const encoding of ['utf-8', 'utf-8-bom', 'utf-16le', 'windows-1251'] as const) {
    for (const delimiter of [',', ';', '\t'] as const) {
      const { reasons, emails, encoding: found } = await reasonsPerLine(300, { encoding, delimiter, seed: 7 })
      assert.deepEqual([reasons.length, reasons.flat(), emails.size], [300, [], 300])
      assert.equal(found, encoding.replace('-bom', ''))
    }
  }
})

test('faulty lines are made on request, each kind in turn', async () => {
  const { reasons } = await reasonsPerLine(60, { faultyEvery: 10 })
  assert.deepEqual(
    reasons.flatMap((found, at) => found.map(reason => [at + 1, reason])),
    faultsInTurn.map((reason, at) => [(at + 1) * 10, reason]),
  )
})

test('the same seed makes the same people, another seed others', () => {
  assert.deepEqual(peopleCsv(50, { seed: 3 }), peopleCsv(50, { seed: 3 }))
  assert.notDeepEqual(peopleCsv(50, { seed: 3 }), peopleCsv(50, { seed: 4 }))
})
