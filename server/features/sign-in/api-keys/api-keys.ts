import type { ApiKey, ApiKeyInput, NewApiKey } from '../../../../contract/api-keys.ts'
import type { Permission } from '../../../../contract/permissions.ts'
import type { Tx } from '../../../db/connect.ts'
import { newId } from '../../../lib/ids.ts'
import { Problem, refuseFaults } from '../../../lib/problem.ts'
import { record } from '../../audit/index.ts'
import { type Actor, actedBy, may } from '../../permissions/index.ts'
import { holdActive } from '../queries.ts'
import { inventKey, keySha256 } from './key-text.ts'
import { endKey, endKeysOfPeople, insertApiKey, keysOf } from './queries.ts'

const dayMs = 24 * 60 * 60 * 1000

export async function listApiKeys(tx: Tx, accountId: string): Promise<ApiKey[]> {
  return (await keysOf(tx, accountId)).map(viewOf)
}

/**
 * Makes a key of the actor's own, which can never do more than they. A name is used once, so that who asks again after no
 * answer does not have two keys.
 *
 * @returns the key, this once
 * @throws Problem faulty-input
 */
export async function createApiKey(tx: Tx, actor: Actor, input: ApiKeyInput, now: Date): Promise<NewApiKey> {
  const { name, days } = input
  const scopes = [...new Set(input.scopes)]
  refuseFaults(
    scopes
      .flatMap(scope => (may(actor, scope) ? [] : [{ path: ['scopes'], reason: 'scope-not-held' }]))
      .slice(0, 1),
  )
  // Inactivated in this very moment: that ended the keys there were, so no other may follow.
  if (!(await holdActive(tx, actor.accountId, actor.personId))) throw new Problem('not-signed-in')
  const { key, prefix } = inventKey()
  const id = newId()
  const isNew = await insertApiKey(tx, {
    account_id: actor.accountId,
    id,
    prefix,
    key_sha256: keySha256(key)!,
    name,
    scopes,
    owner_id: actor.personId,
    expires_at: days === null ? null : new Date(now.getTime() + days * dayMs),
  })
  if (!isNew) refuseFaults([{ path: ['name'], reason: 'name-in-use' }])
  await record(tx, actedBy(actor), 'api-key.created', { name, prefix, scopes })
  const [row] = await keysOf(tx, actor.accountId, id)
  return { ...viewOf(row!), key }
}

/** @throws Problem not-found */
export async function endApiKey(tx: Tx, actor: Actor, keyId: string): Promise<void> {
  const ended = await endKey(tx, actor.accountId, keyId)
  if (!ended) throw new Problem('not-found')
  const { name, prefix, owner_id } = ended
  await record(tx, actedBy(actor), 'api-key.ended', { name, prefix }, owner_id)
}

/** Ends the keys of users who are being inactivated. */
export async function endApiKeysOf(tx: Tx, accountId: string, personIds: string[]): Promise<void> {
  for (const { name, prefix, owner_id } of await endKeysOfPeople(tx, accountId, personIds))
    await record(tx, { accountId, actorId: null }, 'api-key.ended', { name, prefix }, owner_id)
}

type Row = Awaited<ReturnType<typeof keysOf>>[number]

const viewOf = (row: Row): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes as Permission[],
  owner: { id: row.owner_id, name: row.owner_name },
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
})
