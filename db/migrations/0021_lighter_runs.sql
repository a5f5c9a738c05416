-- What a run writes for each of a hundred thousand people, written with less.

-- ───────────────────────────────────────────────────────────────────────────── keys that point to what is never removed
-- A foreign key asks for every row, one after the other, whether what it points to is there, and locks that. Accounts, runs
-- and people are never deleted, and one statement writes a thousand rows that point to one account, run or successor: so it
-- is asked once for each of these. Measured: 5 µs for each row of the audit log; 87 µs for each item that goes back to its
-- person, whose wide row was written for the lock alone.
create function points_to_what_is_there() returns trigger
  language plpgsql security definer set search_path = public as $$
declare is_missing boolean;
begin
  execute format('select exists (select from (select distinct account_id, %1$I as id from written where %1$I is not null) w
                  where not exists (select from %2$I t where %3$s))', tg_argv[0], tg_argv[1],
                 case tg_argv[1] when 'account' then 't.id = w.account_id' else 't.account_id = w.account_id and t.id = w.id' end)
    into is_missing;
  if is_missing then
    raise foreign_key_violation using message = format('%s.%s points to no %s of the account', tg_table_name, tg_argv[0], tg_argv[1]);
  end if;
  return null;
end $$;
comment on function points_to_what_is_there is 'As a foreign key on (account_id, column), asked once per statement. Arguments: the column, the table.';

grant create on schema public to muster_definer;
alter function points_to_what_is_there owner to muster_definer;
revoke create on schema public from muster_definer;

alter table audit_event drop constraint audit_event_account_id_fkey;
create trigger of_an_account after insert on audit_event referencing new table as written
  for each statement execute function points_to_what_is_there('account_id', 'account');

alter table run_item drop constraint run_item_account_id_run_id_fkey;
create trigger of_a_run after insert on run_item referencing new table as written
  for each statement execute function points_to_what_is_there('run_id', 'run');

alter table open_item drop constraint open_item_account_id_person_id_fkey;
create trigger of_a_person after insert on open_item referencing new table as written
  for each statement execute function points_to_what_is_there('person_id', 'person');
create trigger for_a_person after update on open_item referencing new table as written
  for each statement execute function points_to_what_is_there('person_id', 'person');

-- ───────────────────────────────────────────────────────────────────────────── sessions end without touching an index
-- ended_at was in the condition of two indexes, so that ending a session wrote it anew into all of them, by its random token too.
drop index session_person, session_of_login;
create index session_person on session (account_id, person_id);
create index session_of_login on session (login_id);
alter table session set (fillfactor = 80);

-- ───────────────────────────────────────────────────────────────────────────── events lie in the order of time
-- In an index of random ids every new event falls on another page. PostgreSQL makes ids in the order of time itself from 18 on.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function time_ordered_id() returns uuid language sql volatile parallel safe return uuidv7();
  else
    create function time_ordered_id() returns uuid language sql volatile parallel safe return
      overlay(gen_random_uuid()::text placing
        overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') placing '-' from 9 for 0) || '-7'
        from 1 for 15)::uuid;
  end if;
end $$;
comment on function time_ordered_id is 'A UUIDv7, as server/lib/ids.ts makes them. Source: RFC 9562, section 5.7.';
