import fs from 'node:fs'
import path from 'node:path'
import { becomeOperator, type Db, leaveOperator, type Tx } from '../../db/connect.ts'
import type { StandardTemplates } from '../../features/permissions/index.ts'
import {
  addSuperAdmin,
  createAccountIn,
  findLogin,
  hashPassword,
  storeLogin,
} from '../../features/sign-in/index.ts'
import { newId } from '../../lib/ids.ts'
import { newPassword } from '../new-password.ts'
import { seedPrequalifications } from './demo-prequalifications.ts'
import { insertOpenItems } from './open-items-queries.ts'
import { insertJoinedUser, isAnyAccountThere, lockSetUp } from './queries.ts'
import { nobodysPassword, seedPeopleIn } from './seed-people.ts'

export type DemoSignIn = { role: string; userName: string; password: string }

const DEMO_PEOPLE = 2_500
const NAME = 'Northfield Builders'

const admin = {
  role: 'Directory Admin',
  firstName: 'Alex',
  lastName: 'Morgan',
  email: 'alex.morgan@northfield.example.com',
}
const others: {
  role: string
  template: keyof StandardTemplates
  firstName: string
  lastName: string
  email: string
}[] = [
  {
    role: 'Directory Standard + Create and Edit Users',
    template: 'standard',
    firstName: 'Sam',
    lastName: 'Rivera',
    email: 'sam.rivera@northfield.example.com',
  },
  {
    role: 'Read Only',
    template: 'readOnly',
    firstName: 'Robin',
    lastName: 'Hayes',
    email: 'robin.hayes@northfield.example.com',
  },
]

/** Looks after the installation and is a user of no account. */
const superAdmin = { role: 'Super Admin', email: 'super.admin@example.com' }

const demoFile = (dataDir: string) => path.join(dataDir, 'demo.json')

/**
 * Makes the demo account in a database without accounts, whole or not at all, and keeps its sign-ins in the data folder.
 *
 * @returns the sign-ins of the demo account that is there; empty when there is none
 */
export async function ensureDemo(db: Db, dataDir: string, secret: Buffer): Promise<DemoSignIn[]> {
  const signIns = [admin, ...others, superAdmin].map(({ role, email }) => ({
    role,
    userName: email,
    password: newPassword(),
  }))
  if (await db.transaction().execute(isAnyAccountThere)) return keptSignIns(db, dataDir)
  const hashes = await Promise.all([
    ...signIns.map(({ password }) => hashPassword(password)),
    nobodysPassword(),
  ])
  const isMade = await db.transaction().execute(async tx => {
    await lockSetUp(tx)
    if (await isAnyAccountThere(tx)) return false
    await makeDemo(tx, hashes, secret)
    // Before the commit: a demo whose passwords nobody knows would be worse than passwords of no demo.
    keepSignIns(dataDir, signIns)
    return true
  })
  return isMade ? signIns : keptSignIns(db, dataDir)
}

async function keptSignIns(db: Db, dataDir: string): Promise<DemoSignIn[]> {
  const file = demoFile(dataDir)
  if (!fs.existsSync(file)) return []
  const isThere = (await findLogin(db, admin.email)) !== null
  return isThere ? (JSON.parse(fs.readFileSync(file, 'utf8')) as DemoSignIn[]) : []
}

async function makeDemo(tx: Tx, hashes: string[], secret: Buffer): Promise<void> {
  const { accountId, adminId, ownCompanyId, templates } = await createAccountIn(tx, {
    ...admin,
    accountName: NAME,
    country: 'US',
    language: 'en',
    timeZone: 'America/Chicago',
    passwordHash: hashes[0]!,
  })
  for (const [index, { template, ...person }] of others.entries()) {
    const loginId = await storeLogin(tx, { userName: person.email, passwordHash: hashes[index + 1]! })
    await insertJoinedUser(tx, {
      ...{
        accountId,
        id: newId(),
        loginId,
        companyId: ownCompanyId,
        companyName: NAME,
        templateId: templates[template],
      },
      ...person,
    })
  }
  const { email: userName } = superAdmin
  const id = await storeLogin(tx, { userName, passwordHash: hashes[others.length + 1]! })
  await becomeOperator(tx)
  await addSuperAdmin(tx, { id, userName }, null)
  await leaveOperator(tx)
  await seedPeopleIn(tx, { accountId, invitedBy: adminId, people: DEMO_PEOPLE, secret }, hashes.at(-1)!)
  await seedPrequalifications(tx, accountId, adminId)
  await insertOpenItems(tx, accountId, new Date())
}

function keepSignIns(dataDir: string, signIns: DemoSignIn[]): void {
  const file = demoFile(dataDir)
  const unfinished = `${file}.${process.pid}`
  fs.writeFileSync(unfinished, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 })
  fs.renameSync(unfinished, file)
}
