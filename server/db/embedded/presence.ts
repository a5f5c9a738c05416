import pg from 'pg'

/** Marks the one connection that each process using the embedded server holds for as long as it lives. */
const PRESENCE_NAME = 'muster presence'

/** The package has these two; its types do not. */
export type Presence = pg.Client & { ref(): void; unref(): void }

/**
 * Connects, and stays connected until `end`: the server's own list of connections then tells who still needs it,
 * also after a kill -9, which closes the connection too.
 *
 * @param onLost called once when the connection ends without `end`
 */
export async function openPresence(url: string, onLost: () => void): Promise<Presence> {
  const client = new pg.Client({
    connectionString: url,
    application_name: PRESENCE_NAME,
    keepAlive: true,
  }) as Presence
  let connected = false
  client.on('error', () => {})
  client.once('end', () => {
    if (connected) onLost()
  })
  await client.connect()
  connected = true
  // Being here must not keep a process alive that has nothing else to do.
  client.unref()
  return client
}

/** How many connections there are beside `client`, of other processes' presence and in all. */
export async function othersConnected(client: Presence): Promise<{ presences: number; all: number }> {
  const { rows } = await client.query<{ presences: number; all: number }>(
    `select count(*) filter (where application_name = $1)::int as presences, count(*)::int as all
       from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    [PRESENCE_NAME],
  )
  return rows[0] ?? { presences: 0, all: 0 }
}
