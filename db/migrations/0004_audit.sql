-- The audit log: every act of a person, written in the transaction of the change and never changed afterwards.
--
-- A sweep seals what is written: it numbers the events of an account and chains them by a keyed hash, a few seconds behind,
-- so that a chain never makes the work wait in line. Whoever edits, removes, reorders or cuts off sealed events without the
-- installation's secret breaks the chain, and `muster audit verify` says where.

create table audit_event (
  account_id uuid not null references account,
  id         uuid not null,
  at         timestamptz not null default clock_timestamp(),
  event      text not null check (event ~ '^[a-z-]+\.[a-z-]+$'),
  actor_id   uuid,
  subject_id uuid,
  run_id     uuid,
  detail     jsonb not null default '{}',
  sequence   bigint check (sequence > 0),
  hash       bytea check (length(hash) = 32),
  primary key (account_id, id),
  constraint is_sealed_whole check ((sequence is null) = (hash is null))
);
create unique index audit_event_sequence on audit_event (account_id, sequence) where sequence is not null;
create index audit_event_unsealed on audit_event (account_id, at, id) where sequence is null;
create index audit_event_newest on audit_event (account_id, at, id);
create index audit_event_subject on audit_event (account_id, subject_id, at, id) where subject_id is not null;
comment on table audit_event is 'Who did what to whom. Append-only; words for each event are in locales/ under audit.';
comment on column audit_event.actor_id is 'The person who acted; null where the installation itself did.';
comment on column audit_event.subject_id is 'The person who was acted on.';
comment on column audit_event.detail is 'As the schema of the event in contract/audit.ts has it.';
comment on column audit_event.sequence is 'Place in the account''s chain, from 1 without gaps; null until it is sealed.';
comment on column audit_event.hash is 'HMAC-SHA-256 over the hash before it and the event; the key is derived from the installation''s secret.';
call raise_tenant_wall('audit_event');

-- Written once, sealed once. Not even the program can do more.
revoke insert, update on audit_event from muster_app;
grant insert (account_id, id, at, event, actor_id, subject_id, run_id, detail) on audit_event to muster_app;
grant update (sequence, hash) on audit_event to muster_app;

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger no_change before update on audit_event for each row when (old.sequence is not null) execute function audit_is_append_only();
create trigger no_removal before delete on audit_event for each row execute function audit_is_append_only();
create trigger no_truncation before truncate on audit_event for each statement execute function audit_is_append_only();

-- A function's new owner must be allowed to create in its schema, while it becomes that.
grant create on schema public to muster_definer;

create function accounts_with_unsealed_events() returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a where exists (select from audit_event e where e.account_id = a.id and e.sequence is null)
$$;
alter function accounts_with_unsealed_events owner to muster_definer;

revoke create on schema public from muster_definer;
