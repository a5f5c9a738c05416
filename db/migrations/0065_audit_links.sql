-- Sealing an event adds a link, and leaves the event as it is. Before, it wrote the event anew, into four indexes; and as long
-- as anybody looked at the database from an earlier moment, as a backup does, it walked past all that it had sealed meanwhile.

create table audit_link (
  account_id    uuid not null,
  sequence      bigint not null check (sequence > 0),
  event_id      uuid not null,
  hash          bytea not null check (length(hash) = 32),
  salt          bytea check (length(salt) = 32),
  commitment    bytea check (length(commitment) = 32),
  goes_on_in    xid8 not null default '0',
  goes_on_after uuid not null default 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  primary key (account_id, sequence),
  unique (account_id, event_id)
);
comment on table audit_link is 'The chain over an account''s audit log: one link for each sealed event. Verifying tells of links without an event.';
comment on column audit_link.sequence is 'Place in the chain, from 1 without gaps.';
comment on column audit_link.hash is 'HMAC-SHA-256 over the hash before it and the event; the key is derived from the installation''s secret.';
comment on column audit_link.salt is 'Random; removed with the event''s detail when that is erased.';
comment on column audit_link.commitment is 'SHA-256 of salt and detail, which the chain seals in place of the detail; null in what was sealed before there were any.';
comment on column audit_link.goes_on_in is 'With goes_on_after, of the last link: every event up to that transaction and id was sealed. Transactions are numbered by each server of its own: a backup leaves them out.';
call raise_tenant_wall('audit_link');

create table installation_link (
  sequence      bigint primary key check (sequence > 0),
  event_id      uuid not null unique,
  hash          bytea not null check (length(hash) = 32),
  goes_on_in    xid8 not null default '0',
  goes_on_after uuid not null default 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);
comment on table installation_link is 'The chain over the installation''s own record, as audit_link is of an account''s.';
grant select on installation_link to muster_operator, muster_definer;
grant insert on installation_link to muster_operator;

-- ───────────────────────────────────────────────────────────────────────────── what is sealed already
alter table audit_event no force row level security;
alter table audit_link no force row level security;
insert into audit_link (account_id, sequence, event_id, hash, salt, commitment)
select account_id, sequence, id, hash, salt, commitment from audit_event where sequence is not null order by account_id, sequence;
insert into installation_link (sequence, event_id, hash)
select sequence, id, hash from installation_event where sequence is not null order by sequence;

drop trigger no_change on audit_event;
drop trigger no_change on installation_event;
drop function accounts_with_unsealed_events;
drop function has_unsealed_installation_events;

-- Events of before were written in no transaction that anybody asks for; those among them that are not sealed, in this one.
alter table audit_event add column written_in xid8 not null default '0';
alter table audit_event alter column written_in set default pg_current_xact_id();
update audit_event set written_in = default where sequence is null;
alter table installation_event add column written_in xid8 not null default '0';
alter table installation_event alter column written_in set default pg_current_xact_id();
update installation_event set written_in = default where sequence is null;
comment on column audit_event.written_in is 'The transaction that wrote it: of one that is over, everything is there. What is not sealed yet is found by it.';
comment on column installation_event.written_in is 'The transaction that wrote it, as in audit_event.';

alter table audit_event drop column sequence, drop column hash, drop column salt, drop column commitment;
alter table installation_event drop column sequence, drop column hash;
create index audit_event_written on audit_event (account_id, written_in, id);
create index installation_event_written on installation_event (written_in, id);
alter table audit_event force row level security;
alter table audit_link force row level security;

-- ───────────────────────────────────────────────────────────────────────────── written once
revoke update on audit_event, audit_link from muster_app;
grant update (detail, erased_at) on audit_event to muster_app;
grant update (salt) on audit_link to muster_app;

create or replace function audit_only_erases() returns trigger language plpgsql as $$
begin
  if old.erased_at is null and new.erased_at is not null and new.detail = '{}'
     and to_jsonb(new) - '{detail,erased_at}'::text[] = to_jsonb(old) - '{detail,erased_at}'::text[]
  then
    return new;
  end if;
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update on audit_event for each row execute function audit_only_erases();
create trigger no_change before update on installation_event for each row execute function audit_is_append_only();

create function audit_link_loses_its_salt() returns trigger language plpgsql as $$
begin
  if new.salt is null and to_jsonb(new) - 'salt' = to_jsonb(old) - 'salt' then return new; end if;
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update on audit_link for each row execute function audit_link_loses_its_salt();
create trigger no_removal before delete on audit_link for each row execute function audit_is_append_only();
create trigger no_truncation before truncate on audit_link for each statement execute function audit_is_append_only();
create trigger no_change before update on installation_link for each row execute function audit_is_append_only();
create trigger no_removal before delete on installation_link for each row execute function audit_is_append_only();
create trigger no_truncation before truncate on installation_link for each statement execute function audit_is_append_only();

-- ───────────────────────────────────────────────────────────────────────────── what is not sealed yet
grant create on schema public to muster_definer;

-- Each event is asked for by itself (a query that yields a value): there are few after the place where sealing goes on, and
-- the planner would rather read the whole chain. Without reading whole tables: the plan is kept for the session, also from when
-- they were still empty. A place of another server's counting is no place here.
create function accounts_with_unsealed_events() returns setof uuid
  language sql stable security definer set search_path = public set enable_seqscan = off as $$
  select a.id from account a
  left join lateral (
    select goes_on_in, goes_on_after from audit_link l where l.account_id = a.id order by l.sequence desc limit 1) last
    on last.goes_on_in < pg_snapshot_xmax(pg_current_snapshot())
  where (
    select true from audit_event e
    where e.account_id = a.id
      and (e.written_in, e.id) > (coalesce(last.goes_on_in, '0'), coalesce(last.goes_on_after, '00000000-0000-0000-0000-000000000000'))
      and (select true from audit_link l where l.account_id = e.account_id and l.event_id = e.id) is null
    order by e.written_in, e.id limit 1)
$$;
alter function accounts_with_unsealed_events owner to muster_definer;

create function has_unsealed_installation_events() returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from installation_event e where not exists (select from installation_link l where l.event_id = e.id))
$$;
alter function has_unsealed_installation_events owner to muster_definer;

revoke create on schema public from muster_definer;
