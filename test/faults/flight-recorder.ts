import type pg from 'pg'

/**
 * Writes down, inside the database and beside the ledger, every change of a message's state: when, by which worker
 * (its connection's application_name), and whether by then its person was inactive or had another address. Only a fault's own database has it.
 */
const RECORDER = `
  create table trail (
    seq bigint generated always as identity primary key, at timestamptz not null default clock_timestamp(),
    worker text not null, message_id uuid not null, from_state message_state not null, from_owner uuid,
    state message_state not null, attempt integer not null, was_unwanted boolean not null);
  create index on trail (worker, seq);
  create index on trail (message_id, seq);
  create table trail_owner (owner uuid primary key, worker text not null);

  create function note_trail() returns trigger language plpgsql security definer as $$
  begin
    insert into trail_owner select distinct n.owner, current_setting('application_name') from after n where n.owner is not null
    on conflict do nothing;
    -- A statement of its own, and so a snapshot of its own: it sees what committed while the fence was deciding.
    insert into trail (worker, message_id, from_state, from_owner, state, attempt, was_unwanted)
    select current_setting('application_name'), n.id, o.state, o.owner, n.state, n.attempt,
           exists (select from person_state s join person p on p.account_id = s.account_id and p.id = s.person_id
                   where s.account_id = n.account_id and s.person_id = n.person_id
                     and (s.status = 'inactive' or n.to_address not in (coalesce(p.email, ''), coalesce(p.phone, ''))))
    from after n join before o on o.account_id = n.account_id and o.id = n.id where o.state <> n.state;
    return null;
  end $$;
  create trigger note_trail after update on message referencing old table as before new table as after
    for each statement execute function note_trail();`

export type InHand = { id: string; accountId: string; state: 'sending' | 'dot' }

export async function flightRecorder(owner: pg.Pool) {
  await owner.query(RECORDER)
  const rows = async <T>(text: string, values: unknown[] = []) =>
    (await owner.query(text, values)).rows as T[]
  return {
    /** Whether the worker has brought any message into this state. */
    async hasBrought(worker: string, state: 'sending' | 'dot' | 'accepted'): Promise<boolean> {
      const some = await rows('select from trail where worker = $1 and state = $2::message_state limit 1', [
        worker,
        state,
      ])
      return some.length > 0
    },
    inHandOf: (worker: string) =>
      rows<InHand>(
        `select m.id, m.account_id as "accountId", m.state from message m join trail_owner o on o.owner = m.owner
         where m.state in ('sending', 'dot') and o.worker = $1`,
        [worker],
      ),
    /** Messages still in the hands of these workers. */
    async leftBy(workers: string[]): Promise<number> {
      const [left] = await rows<{ count: number }>(
        `select count(*)::int from message m join trail_owner o on o.owner = m.owner
         where m.state in ('sending', 'dot') and o.worker = any($1)`,
        [workers],
      )
      return left!.count
    },
    /** Whether the worker took over, since then, what one of the others had left. */
    async tookOver(worker: string, others: string[], sinceMs: number): Promise<boolean> {
      const taken = await rows(
        `select from trail t join trail_owner o on o.owner = t.from_owner
         where t.worker = $1 and o.worker = any($2) and t.at >= to_timestamp($3 / 1000.0) limit 1`,
        [worker, others, sinceMs],
      )
      return taken.length > 0
    },
    /** Which of these messages others took out of the worker's hands, since then. */
    async takenFrom(worker: string, ids: string[], sinceMs: number): Promise<string[]> {
      const taken = await rows<{ id: string }>(
        `select distinct t.message_id as id from trail t join trail_owner o on o.owner = t.from_owner
         where t.message_id = any($2) and o.worker = $1 and t.worker <> $1 and t.at >= to_timestamp($3 / 1000.0)`,
        [worker, ids, sinceMs],
      )
      return taken.map(({ id }) => id)
    },
    /** When the first of these messages was claimed again. */
    async claimedAgain(ids: string[], afterMs: number): Promise<number | null> {
      const [again] = await rows<{ ms: number | null }>(
        `select extract(epoch from min(at))::float8 * 1000 as ms from trail
         where message_id = any($1) and state = 'sending' and at > to_timestamp($2 / 1000.0)`,
        [ids, afterMs],
      )
      return again!.ms
    },
    rows,
  }
}

export type FlightRecorder = Awaited<ReturnType<typeof flightRecorder>>
