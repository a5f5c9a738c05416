import type pg from 'pg'

const tablesInPublic = `from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`

/** Each answers statements: what to do before rows are poured in, and what after, in this order. */
const LOOSENINGS: { before: string; after: string }[] = [
  {
    // Rows point at each other in circles; adding the keys afterwards examines all of them at once.
    before: `select format('alter table %s drop constraint %I', conrelid::regclass, conname) from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace`,
    after: `select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace`,
  },
  {
    // One index made of all rows is made in a fraction of the time of a million insertions.
    before: `select format('drop index %s', i.indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`,
    after: `select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
      where c.relnamespace = 'public'::regnamespace and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`,
  },
  {
    // What triggers did is in the rows.
    before: `select format('alter table %s disable trigger user', c.oid::regclass) ${tablesInPublic}`,
    after: `select format('alter table %s enable trigger user', c.oid::regclass) ${tablesInPublic}`,
  },
  {
    // Rows cannot be poured into a table behind whose wall the owner is too.
    before: `select format('alter table %s no force row level security', c.oid::regclass) ${tablesInPublic} and c.relforcerowsecurity`,
    after: `select format('alter table %s force row level security', c.oid::regclass) ${tablesInPublic} and c.relforcerowsecurity`,
  },
]

/** Takes from all tables what stands in the way of pouring rows in, lets `work` do that, and puts it back, examined. */
export async function loosened(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const statements = async (question: string) => {
    const { rows } = await client.query<string[]>({ text: question, rowMode: 'array' })
    return rows.map(row => row[0]!)
  }
  const after: string[] = []
  for (const one of LOOSENINGS) after.unshift(...(await statements(one.after)))
  for (const { before } of LOOSENINGS)
    for (const statement of await statements(before)) await client.query(statement)
  await work()
  // The other way round: foreign keys last.
  for (const statement of after) await client.query(statement)
}
