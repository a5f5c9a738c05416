import pg from 'pg'
import { txOn } from '../../db/connect.ts'
import { makeSafe, type Restored } from '../../features/backup/index.ts'
import type { Installation } from '../../features/settings/index.ts'
import { bulkCatalogue, messageKinds } from '../../registry.ts'
import { CommandFault } from './command-fault.ts'

type Poured = { rows: Record<string, number>; restored: Restored; installation: Installation }

/**
 * Lets `pour` make the database another one and makes it fit to go on, in one transaction that nobody else is near.
 *
 * @param connectionsOfOurs that this process has besides: being there keeps the embedded server up
 * @throws CommandFault where somebody is connected, or something would be lost that nobody gave up
 */
export async function restoreInto(
  url: string,
  { mayReplace, connectionsOfOurs }: { mayReplace: boolean; connectionsOfOurs: number },
  pour: (client: pg.Client) => Promise<Poured>,
): Promise<{ held: number; rows: Record<string, number> }> {
  const client = new pg.Client({ connectionString: url, application_name: 'muster restore' })
  await client.connect()
  try {
    // Who starts meanwhile waits here, as for a migration.
    await client.query(`select pg_advisory_lock(hashtext('muster migrate'))`)
    await nobodyElse(client, connectionsOfOurs)
    if (!mayReplace) await nothingToLose(client)
    await client.query('begin')
    const { rows, restored, installation } = await pour(client)
    const held = await makeSafe(
      txOn(client),
      { installation, catalogue: bulkCatalogue(installation), kinds: messageKinds(installation) },
      restored,
    )
    await client.query('commit')
    return { held, rows }
  } finally {
    // What was not committed is rolled back with its connection.
    await client.end()
  }
}

async function nobodyElse(client: pg.Client, ours: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select coalesce(nullif(application_name, ''), usename) as name from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  if (rows.length <= ours) return
  const names = [...new Set(rows.map(row => row.name))].join(', ')
  throw new CommandFault(
    `${rows.length - ours} connections to the database are open (${names}): stop Muster, and whatever else uses it, first.`,
  )
}

async function nothingToLose(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace`,
  )
  if (!tables.length) return
  if (!tables.some(({ name }) => name === 'schema_migration')) {
    throw new CommandFault('The database has tables that are not of Muster: give it one of its own.')
  }
  const { rows } = await client
    .query<{ accounts: string[]; people: number }>(`begin; set local role muster_definer`)
    .then(() =>
      client.query(
        `select (select array_agg(name order by created_at) from account) as accounts, (select count(*) from person) as people`,
      ),
    )
    .finally(() => client.query('rollback'))
  const [here] = rows
  if (!here?.accounts) return
  throw new CommandFault(
    `Here is ${here.accounts.join(', ')} with ${Number(here.people).toLocaleString('en')} people: all of it would be replaced. Make a backup of it, then say --yes.`,
  )
}
