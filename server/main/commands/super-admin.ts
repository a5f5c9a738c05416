import { asOperator, becomeOperator, type Db } from '../../db/connect.ts'
import { recordForInstallation } from '../../features/audit/index.ts'
import {
  addSuperAdmin,
  createLogin,
  findLogin,
  hashPassword,
  isUserSomewhere,
  type Login,
  removeSuperAdmin,
  replacePassword,
  superAdminRows,
  toUserName,
} from '../../features/sign-in/index.ts'
import { newPassword } from '../new-password.ts'
import { CommandFault } from './command-fault.ts'
import { atDesk, type CommandOptions, type Desk } from './desk.ts'

const does = { add, remove, list, password } as const
export const superAdminVerbs = Object.keys(does)

/** Who looks after the installation: the one way to make the first, beside the first-run set-up. */
export const superAdmin = (
  verb: string,
  userName: string | undefined,
  options: CommandOptions & { yes?: boolean },
): Promise<void> =>
  atDesk(options, async desk => {
    if (verb === 'list') return list(desk)
    if (!userName) throw new CommandFault(`Say whom; for example muster super-admin ${verb} pat@example.com.`)
    await does[verb as keyof typeof does](desk, userName, options.yes === true)
  })

async function list({ db, answer }: Desk): Promise<void> {
  const rows = await asOperator(db, superAdminRows)
  answer(
    { superAdmins: rows },
    rows.length
      ? rows.map(row => row.userName)
      : ['There is no super admin: make one with muster super-admin add USERNAME.'],
  )
}

/** Whoever has no login yet gets one, with a password that is shown this once. */
async function add({ db, answer }: Desk, typed: string): Promise<void> {
  const known = await findLogin(db, typed)
  const fresh = known ? null : newPassword()
  const userName = toUserName(typed)
  const isNew = await db.transaction().execute(async tx => {
    const id = known?.id ?? (await createLogin(tx, { userName, password: fresh! }))
    await becomeOperator(tx)
    return addSuperAdmin(tx, { id, userName }, null)
  })
  answer({ userName, isNew, ...(fresh && { password: fresh }) }, [
    isNew ? `${userName} is a super admin now.` : `${userName} was a super admin already.`,
    ...(fresh ? [`sign in: Super Admin ${userName} ${fresh}`] : []),
  ])
}

async function remove({ db, answer }: Desk, typed: string, evenTheLast: boolean): Promise<void> {
  const login = await loginNamed(db, typed)
  const outcome = await asOperator(db, tx => removeSuperAdmin(tx, login, evenTheLast))
  if (outcome === 'none') throw new CommandFault(`${login.userName} is no super admin.`)
  if (outcome === 'last') {
    throw new CommandFault(
      `${login.userName} is the last super admin: nobody could open the panel. Say --yes if that is meant.`,
    )
  }
  answer({ userName: login.userName, isRemoved: true }, [`${login.userName} is no super admin any more.`])
}

/** For who lost theirs and is a user nowhere: everybody else gets a link by e-mail. */
async function password({ db, answer }: Desk, typed: string): Promise<void> {
  const login = await loginNamed(db, typed)
  const isSuperAdmin = (await asOperator(db, superAdminRows)).some(row => row.loginId === login.id)
  if (!isSuperAdmin) throw new CommandFault(`${login.userName} is no super admin.`)
  if (await isUserSomewhere(db, login.id)) {
    throw new CommandFault(
      `${login.userName} is a user of an account: a new password comes by e-mail, from Forgot your password at the sign-in.`,
    )
  }
  const fresh = newPassword()
  const passwordHash = await hashPassword(fresh)
  await db.transaction().execute(async tx => {
    await replacePassword(tx, { loginId: login.id, passwordHash, accountId: null, exceptSessionId: null })
    await becomeOperator(tx)
    const { userName } = login
    await recordForInstallation(tx, null, 'super-admin.password-changed', { userName }, login.id)
  })
  answer({ userName: login.userName, password: fresh }, [`sign in: Super Admin ${login.userName} ${fresh}`])
}

async function loginNamed(db: Db, typed: string): Promise<Login> {
  const login = await findLogin(db, typed)
  if (!login) throw new CommandFault(`Nobody signs in as ${typed}.`)
  return login
}
