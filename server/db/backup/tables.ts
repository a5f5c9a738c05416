import pg from 'pg'

export type BackupTable = {
  name: string
  /** Without those that the database makes itself, and numbers of transactions: each server counts them anew. */
  columns: string[]
  isWalled: boolean
}

/** What the database knows of itself: nothing of it is an account's. */
const KNOWN_BY_MIGRATIONS = 'schema_migration'

/**
 * Every table with its columns, by name.
 * @throws where a table's rows cannot all be read: what is missed in silence would be lost
 */
export async function tablesOf(client: pg.Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable & { isReadable: boolean }>(
    `select c.relname as name, c.relrowsecurity as "isWalled",
       array_agg(a.attname::text order by a.attnum) as columns,
       not c.relrowsecurity or exists (select from pg_policies p
         where p.tablename = c.relname and p.schemaname = 'public' and 'muster_definer' = any(p.roles) and p.qual = 'true') as "isReadable"
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> $1
     group by c.oid order by c.relname`,
    [KNOWN_BY_MIGRATIONS],
  )
  const hidden = rows.filter(table => !table.isReadable)
  if (hidden.length) {
    throw new Error(
      `Rows of ${hidden.map(table => table.name).join(', ')} cannot all be read: muster_definer has no policy there that shows all of them.`,
    )
  }
  return rows
}

export const quoted = (name: string): string => `public.${pg.escapeIdentifier(name)}`
export const listed = (columns: string[]): string => columns.map(pg.escapeIdentifier).join(', ')
