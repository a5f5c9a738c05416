import assert from 'node:assert/strict'
import { test } from 'node:test'
import { questionsOf } from '../../../../contract/prequalification/form.ts'
import { standardForm } from '../../../../contract/prequalification/standard-form.ts'
import { mostFormFilesBytes } from '../../../../contract/prequalification/submissions.ts'
import { aCompanyTemplate, anAccount, aUser, signedIn, type TestUser } from '../../../../test/account.ts'
import { aPlace } from '../../../../test/place.ts'
import { fillIn, prequalify } from '../../../../test/prequalification.ts'
import { inAccount } from '../../../db/connect.ts'

const { database, app } = await aPlace()

/** An account whose company Star Framing was asked: Ana and Bo fill the form in. */
async function aCompanyAsked() {
  const account = await anAccount(database.db)
  const add = (lastName: string, companyName = 'Star Framing') =>
    aUser(database.db, account, { firstName: 'User', lastName, companyName, hasJoined: true })
  const [ana, bo] = [await add('Ana'), await add('Bo')]
  const { formId, askedCompanyId: companyId } = await prequalify(database.db, account, [ana, bo])
  const ask = async (
    as: TestUser,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH',
    url: string,
    payload?: object | Buffer,
    headers: Record<string, string> = {},
  ) => {
    const answer = await app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { ...(await signedIn(database.db, account, as)), 'sec-fetch-site': 'same-origin', ...headers },
      ...(payload && { payload }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    return {
      status: answer.statusCode,
      body: isJson ? answer.json() : answer.body,
      headers: answer.headers,
      answer,
    }
  }
  const save = (as: TestUser, questionId: string, value: unknown, version = 0) =>
    ask(as, 'PUT', `/my-forms/${formId}/answers/${questionId}`, { value, version })
  const submit = (as: TestUser, confirmations = standardForm('USD').confirmations.map(one => one.id)) =>
    ask(as, 'POST', `/my-forms/${formId}/submission`, { confirmations })
  const upload = (as: TestUser, name: string, content: Buffer, questionId = 'certificate-of-insurance') =>
    ask(
      as,
      'PUT',
      `/my-forms/${formId}/files/${questionId}?version=0&name=${encodeURIComponent(name)}`,
      content,
      {
        'content-type': 'application/octet-stream',
      },
    )
  return { account, ana, bo, add, formId, companyId, ask, save, submit, upload, admin: account.admin }
}

test('only who was invited opens the form: not a colleague, not an Admin; a forwarded message gives no access', async () => {
  const { account, ana, add, ask, formId } = await aCompanyAsked()
  assert.equal((await ask(ana, 'GET', `/my-forms/${formId}`)).status, 200)
  for (const stranger of [await add('Colleague'), await add('Other', 'Alpha Concrete'), account.admin]) {
    assert.equal((await ask(stranger, 'GET', `/my-forms/${formId}`)).status, 404)
    assert.deepEqual((await ask(stranger, 'GET', '/my-forms')).body.items, [])
    const saved = await ask(stranger, 'PUT', `/my-forms/${formId}/answers/insurer`, {
      value: 'x',
      version: 0,
    })
    assert.equal(saved.status, 404)
  }
})

test('who is of another company now has no access any more, also after coming back', async () => {
  const { account, ana, ask, formId } = await aCompanyAsked()
  const move = (company: string | null) =>
    ask(account.admin, 'PATCH', `/people/${ana.id}`, { companyName: company })
  await move('Alpha Concrete')
  assert.equal((await ask(ana, 'GET', `/my-forms/${formId}`)).status, 404)
  await move('Star Framing')
  assert.equal((await ask(ana, 'GET', `/my-forms/${formId}`)).status, 404)
})

test('two people work on one form: the slower save overwrites nothing and is told what stands there, who wrote it and when', async () => {
  const { ana, bo, save } = await aCompanyAsked()
  assert.equal((await save(ana, 'insurer', 'Acme Mutual')).status, 200)
  const late = await save(bo, 'insurer', 'Zenith')
  assert.deepEqual([late.status, late.body.code], [409, 'answer-changed-meanwhile'])
  const { value, version, by, at } = late.body.current
  assert.deepEqual([value, version, by.name], ['Acme Mutual', 1, 'User Ana'])
  assert.ok(Date.parse(at))
  assert.equal((await save(bo, 'insurer', 'Zenith', version)).body.answer.version, 2)
})

test('an answer is judged by the schema of its question, and faults say where', async () => {
  const { ana, save } = await aCompanyAsked()
  for (const [questionId, value] of [
    ['industry-type', 'astrology'],
    ['main-phone', '9051111111'],
    ['founded-on', 'yesterday'],
    ['annual-revenue', '1,000'],
    ['number-of-employees', 'many'],
    ['works-with-unions', 'yes'],
    ['safety-program', { fileId: ana.id, name: 'a.pdf', type: 'application/pdf', sizeBytes: 1 }],
  ] as const) {
    const answer = await save(ana, questionId, value)
    assert.deepEqual([answer.status, answer.body.faults?.[0].path[0]], [422, 'value'], questionId)
  }
  assert.equal((await save(ana, 'main-phone', '+7 (905) 111-11-11')).body.answer.value, '+79051111111')
  assert.equal((await save(ana, 'no-such-question', 'x')).status, 404)
})

test('what cannot be seen answers nothing, and half a character is no reason to fail', async () => {
  const { ana, save } = await aCompanyAsked()
  assert.equal((await save(ana, 'insurer', ' \u200b\ufeff ')).body.answer.value, null)
  assert.equal((await save(ana, 'insurer', 'Acme \ud800', 1)).body.answer.value, 'Acme \ufffd')
  assert.equal((await save(ana, 'insurer', '保険 🛠', 2)).body.answer.value, '保険 🛠')
})

test('a form is submitted only at 100 % and with every confirmation, and is locked afterwards', async () => {
  const { ana, bo, ask, save, submit, formId } = await aCompanyAsked()
  const early = await submit(ana)
  const required = questionsOf(standardForm('USD')).filter(
    question => question.isRequired && !question.showIf,
  )
  assert.equal(early.status, 422)
  assert.deepEqual(
    early.body.faults.map((fault: { path: string[] }) => fault.path[1]).toSorted(),
    required.map(question => question.id).toSorted(),
  )
  const progress = await fillIn((questionId, value) => save(ana, questionId, value))
  assert.equal(progress.percent, 100)
  const unconfirmed = await submit(ana, ['answers-are-true'])
  assert.deepEqual(unconfirmed.body.faults, [
    { path: ['confirmations', 'may-answer-for-company'], reason: 'not-confirmed' },
  ])
  const done = await submit(bo)
  assert.deepEqual([done.status, done.body.state, done.body.mayWrite], [200, 'submitted', false])
  assert.equal((await save(ana, 'insurer', 'Late', 1)).body.code, 'form-locked')
  assert.equal((await submit(ana)).body.code, 'form-locked')
  assert.equal((await ask(ana, 'GET', `/my-forms/${formId}`)).body.submittedBy.name, 'User Bo')
})

test('changes are requested with a banner; the form opens again and is submitted once more', async () => {
  const { ana, admin, ask, save, submit, formId } = await aCompanyAsked()
  const requesting = () =>
    ask(admin, 'POST', `/submissions/${formId}/change-requests`, {
      text: 'Which insurer?',
      questionIds: ['insurer'],
    })
  assert.equal((await requesting()).body.code, 'form-not-submitted')
  await fillIn((questionId, value) => save(ana, questionId, value))
  await submit(ana)
  assert.equal((await requesting()).status, 201)
  const open = (await ask(ana, 'GET', `/my-forms/${formId}`)).body
  assert.deepEqual(
    [open.state, open.mayWrite, open.changeRequests[0].text],
    ['changes_requested', true, 'Which insurer?'],
  )
  await save(ana, 'insurer', 'Zenith', 1)
  const again = await submit(ana)
  assert.deepEqual([again.body.state, again.body.changeRequests[0].isOpen], ['submitted', false])
})

test('Financials are hidden from Standard: questions, answers, files, comments and changes', async () => {
  const { account, ana, admin, ask, save, upload, formId } = await aCompanyAsked()
  await save(ana, 'annual-revenue', '5000000')
  await save(ana, 'insurer', 'Acme Mutual')
  const file = (await upload(ana, 'statement.pdf', Buffer.from('%PDF-1.7\n'), 'financial-statement')).body
    .answer.value
  await ask(ana, 'POST', `/my-forms/${formId}/comments`, { text: 'Audited', questionId: 'annual-revenue' })
  const templateId = await aCompanyTemplate(database.db, account, {
    directory_level: 'read_only',
    prequalifications_level: 'standard',
  })
  const clerk = await aUser(database.db, account, { templateId, hasJoined: true })
  const seen = await ask(clerk, 'GET', `/submissions/${formId}`)
  assert.deepEqual(seen.body.hiddenCategories, ['financials'])
  assert.doesNotMatch(JSON.stringify({ ...seen.body, progress: null }), /revenue|5000000|Audited|statement/)
  assert.match(JSON.stringify(seen.body), /Acme Mutual/)
  assert.equal((await ask(clerk, 'GET', `/submissions/${formId}/files/${file.fileId}`)).status, 404)
  assert.equal((await ask(admin, 'GET', `/submissions/${formId}/files/${file.fileId}`)).status, 200)
  assert.match(JSON.stringify((await ask(admin, 'GET', `/submissions/${formId}`)).body), /5000000/)
})

test('what the solicitor notes internally the respondents do not see', async () => {
  const { ana, admin, ask, formId } = await aCompanyAsked()
  await ask(admin, 'POST', `/submissions/${formId}/comments`, { text: 'Careful here', isInternal: true })
  await ask(admin, 'POST', `/submissions/${formId}/comments`, { text: 'Please call', questionId: 'insurer' })
  const { comments } = (await ask(ana, 'GET', `/my-forms/${formId}`)).body
  assert.deepEqual(
    comments.map((comment: { text: string }) => comment.text),
    ['Please call'],
  )
})

test('a file comes back whole, as an attachment that nothing runs from', async () => {
  const { ana, bo, ask, upload, formId } = await aCompanyAsked()
  const content = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600_000, 'x')])
  const saved = await upload(ana, 'Полис 2026.pdf', content)
  assert.equal(saved.status, 200)
  const { answer, headers } = await ask(
    bo,
    'GET',
    `/my-forms/${formId}/files/${saved.body.answer.value.fileId}`,
  )
  assert.deepEqual(answer.rawPayload, content)
  assert.match(String(headers['content-disposition']), /^attachment; .*filename\*=UTF-8''%D0%9F/)
  assert.equal(headers['x-content-type-options'], 'nosniff')
  assert.match(String(headers['content-security-policy']), /sandbox/)
})

for (const [what, name, content, reason] of [
  ['a script renamed to PDF', 'a.pdf', '#!/bin/sh\nrm -rf /\n', 'file-type-mismatch'],
  ['a name with path parts', '../../etc/a.pdf', '%PDF-1.7\n', 'file-name-with-path'],
  ['a program', 'setup.exe', 'MZ', 'file-type-unknown'],
  ['a PDF that calls itself a picture', 'a.png', '%PDF-1.7\n', 'file-type-mismatch'],
  ['nothing at all', 'a.pdf', '', 'file-empty'],
  ['a zip bomb', 'a.docx', bomb(), 'archive-too-large'],
  [
    'a document with macros',
    'a.docx',
    zip(['[Content_Types].xml', 'word/vbaProject.bin'], 10),
    'archive-with-macros',
  ],
] as const) {
  test(`${what} is refused with its reason, and nothing is stored`, async () => {
    const { account, ana, upload } = await aCompanyAsked()
    const answer = await upload(ana, name, Buffer.from(content))
    assert.deepEqual([answer.status, answer.body.faults?.[0].reason], [422, reason])
    const stored = await inAccount(database.db, account.id, tx =>
      tx.selectFrom('answer_file').select('id').execute(),
    )
    assert.deepEqual(stored, [])
  })
}

test('no form holds more than so many bytes of files, replaced ones included; what would be too much is not stored', async () => {
  const { account, ana, upload } = await aCompanyAsked()
  const pdf = Buffer.from('%PDF-1.7\n')
  assert.equal((await upload(ana, 'a.pdf', pdf)).status, 200)
  await inAccount(database.db, account.id, tx =>
    tx
      .updateTable('answer_file')
      .set({ size_bytes: mostFormFilesBytes - pdf.length + 1 })
      .execute(),
  )
  const answer = await upload(ana, 'b.pdf', pdf, 'financial-statement')
  assert.deepEqual([answer.status, answer.body.faults[0].reason], [422, 'form-files-too-large'])
})

test('an Office document is taken for what it is', async () => {
  const { ana, upload } = await aCompanyAsked()
  const saved = await upload(ana, 'list.xlsx', zip(['[Content_Types].xml', 'xl/workbook.xml'], 2_000))
  assert.match(saved.body.answer.value.type, /spreadsheetml/)
})

/** An archive of empty promises: only the directory at its end is read. */
function zip(names: readonly string[], unpackedBytes: number): Buffer {
  const entries = names.map(name => {
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt32LE(unpackedBytes, 24)
    entry.writeUInt16LE(name.length, 28)
    return Buffer.concat([entry, Buffer.from(name)])
  })
  const head = Buffer.from('PK\x03\x04 nothing in here', 'latin1')
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(names.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(head.length, 16)
  return Buffer.concat([head, directory, end])
}

function bomb(): Buffer {
  return zip(['[Content_Types].xml', 'word/document.xml'], 0xfffffff0)
}
