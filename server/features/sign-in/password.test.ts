import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, verifyNobody, verifyPassword } from './password.ts'

test('a password is kept as Argon2id with a salt of its own, and known again', async () => {
  const [one, other] = await Promise.all([
    hashPassword('seven quiet harbours'),
    hashPassword('seven quiet harbours'),
  ])
  assert.match(one, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  assert.notEqual(one, other)
  assert.equal(await verifyPassword('seven quiet harbours', one), true)
  assert.equal(await verifyPassword('seven quiet harbourS', one), false)
  assert.equal(await verifyPassword('', one), false)
})

test('a password is the same one however its accents were typed', async () => {
  assert.equal(
    await verifyPassword(
      'Ko\u010d\u00ed\u010dko \ufb01n',
      await hashPassword('Koc\u030ci\u0301c\u030cko fin'),
    ),
    true,
  )
})

test('a hash made with other parameters is verified by its own', async () => {
  // By the reference implementation: argon2 somesalt -id -t 2 -m 16 -p 1 -l 24
  const known = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  assert.equal(await verifyPassword('password', known), true)
  assert.equal(await verifyPassword('passwort', known), false)
})

test('nobody has no password, and a damaged hash is a defect', async () => {
  assert.equal(await verifyNobody('anything'), false)
  await assert.rejects(verifyPassword('x', 'plain'))
})
