import { apiKeyInput, longestKeyDays } from '../../../contract/api-keys.ts'
import { permissions } from '../../../contract/permissions.ts'
import { inAccount } from '../../db/connect.ts'
import type { Actor } from '../../features/permissions/index.ts'
import { createApiKey } from '../../features/sign-in/index.ts'
import { CommandFault } from './command-fault.ts'
import { actorMeant, atDesk, type CommandOptions } from './desk.ts'

type ApiKeyOptions = CommandOptions & { name?: string; scope?: string[]; days?: string }

/** Makes a key for a program; it belongs to who acts. Without --json the key alone is on standard output. */
export const apiKeyCreate = (options: ApiKeyOptions): Promise<void> =>
  atDesk(options, async ({ db, answer }) => {
    const actor = await actorMeant(db, options)
    const input = inputOf(options, actor)
    const made = await inAccount(db, actor.accountId, tx => createApiKey(tx, actor, input, new Date()))
    answer(made, [made.key])
  })

function inputOf({ name, scope, days }: ApiKeyOptions, actor: Actor) {
  if (!name) throw new CommandFault('--name says what the key is for; for example --name "Nightly import".')
  const unknown = scope?.find(one => !permissions.some(permission => permission === one))
  if (unknown)
    throw new CommandFault(
      `--scope is ${unknown}: it is one of ${permissions.join(', ')}; for example --scope directory.view.`,
    )
  const parsed = apiKeyInput.safeParse({
    name,
    scopes: scope ?? [...actor.permissions],
    ...(days !== undefined && { days: Number(days) }),
  })
  if (parsed.success) return parsed.data
  throw new CommandFault(
    parsed.error.issues.some(({ path }) => path[0] === 'days')
      ? `--days is ${days}: it is a number from 1 to ${longestKeyDays}; for example --days 90.`
      : '--name has 1 to 100 characters; for example --name "Nightly import".',
  )
}
