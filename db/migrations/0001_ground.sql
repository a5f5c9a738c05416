-- The ground: roles, the tenant wall, accounts, who may do what, people, logins and sessions.
--
-- Every table that belongs to an account has account_id first in its primary key, unique indexes and foreign keys,
-- and a row-level security policy that shows a transaction only the account it has named (see raise_tenant_wall).

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- muster_app: what the program works as. No BYPASSRLS, owns nothing.
-- muster_definer: owns the few functions and views that may look across accounts or past a policy; nobody signs in as it,
-- and it may only read.
do $$
begin
  -- Roles belong to the whole server: another database on it may have made them, or be making them right now.
  perform pg_advisory_xact_lock(hashtext('muster roles'));
  if not exists (select from pg_roles where rolname = 'muster_app') then
    create role muster_app nologin nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'muster_definer') then
    create role muster_definer nologin;
  end if;
exception when insufficient_privilege then
  raise exception 'Muster needs two roles. As a superuser: create role muster_app; create role muster_definer bypassrls; grant muster_app, muster_definer to %;', current_user;
end $$;
do $$
begin
  -- It sees every account by its policies anyway. But on a table that has any policy for a role, the planner reads no
  -- statistics of enums for it, as their comparison is not leakproof: it then walks a million people by name to find the
  -- three who are waiting (measured at 20,000: 203 ms; so 0.2 ms). Where this role may not be changed, all is right but slower.
  if (select rolsuper from pg_roles where rolname = current_user)
     and not (select rolbypassrls from pg_roles where rolname = 'muster_definer') then
    alter role muster_definer bypassrls;
  end if;
  -- Who makes a role may administer it and, since PostgreSQL 16, not yet be it: that they grant themselves. A superuser is
  -- everybody already; to whom it was granted beforehand, they need not and cannot.
  begin
    if not (select rolsuper from pg_roles where rolname = current_user) then
      grant muster_app, muster_definer to current_user;
    end if;
  exception when insufficient_privilege then null;
  end;
end $$;

grant usage on schema public to muster_app, muster_definer;
-- Only while the migration runs: an owner must be able to create in the schema. Taken back at the end of 0002.
grant create on schema public to muster_definer;

-- The account that this transaction works for; null outside of one, and then no row is visible.
create function current_account_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('muster.account_id', true), '')::uuid;

-- Folds case, accents and width, so that "kovac" finds "Kovač" and sorts beside it.
create function fold(words text) returns text language sql immutable strict parallel safe
  return lower(regexp_replace(normalize(words, NFKD), U&'[\0300-\036F]', '', 'g'));

-- Puts a table behind the tenant wall, for its owner too (FORCE).
create procedure raise_tenant_wall(walled regclass, account_column text default 'account_id') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', walled);
  execute format('alter table %s force row level security', walled);
  execute format('create policy own_account on %s to muster_app using (%I = current_account_id()) with check (%I = current_account_id())',
                 walled, account_column, account_column);
  -- Read only: what muster_definer owns writes through muster_app.
  execute format('create policy across_accounts on %s for select to muster_definer using (true)', walled);
  execute format('grant select, insert, update on %s to muster_app', walled);
  execute format('grant select on %s to muster_definer', walled);
end $$;

-- ───────────────────────────────────────────────────────────────────────────── accounts
create table account (
  id                      uuid primary key,
  name                    text not null check (length(name) between 1 and 200),
  country                 text not null check (country ~ '^[A-Z]{2}$'),
  language                text not null default 'en' check (language in ('en', 'ru')),
  time_zone               text not null default 'UTC',
  follow_up_days          smallint[] not null default '{3,7,14}' check (0 < all (follow_up_days)),
  invitation_life_days    smallint not null default 14 check (invitation_life_days between 1 and 365),
  bulk_hold_seconds       integer not null default 30 check (bulk_hold_seconds between 0 and 86400),
  unconfirmed_policy      text not null default 'hold' check (unconfirmed_policy in ('hold', 'retry')),
  sending_paused_reason   text,
  sending_paused_until    timestamptz,
  created_at              timestamptz not null default now(),
  constraint a_pause_has_a_reason check (sending_paused_until is null or sending_paused_reason is not null)
);
comment on table account is 'One customer''s space (tenant). Everything with an account_id belongs to exactly one.';
comment on column account.country is 'ISO 3166-1; only ever used to refuse a national phone number, never to guess a country.';
comment on column account.invitation_life_days is 'How long an invitation works after its last follow-up.';
comment on column account.unconfirmed_policy is 'What happens to a message whose arrival is not known after a crash: hold waits for a person, retry sends the identical message once more.';
comment on column account.sending_paused_until is 'Set while the mail server refuses to work with us at all; the worker tries again then.';
call raise_tenant_wall('account', 'id');

-- ───────────────────────────────────────────────────────────────────────────── who may do what
create type permission_level as enum ('none', 'read_only', 'standard', 'admin');

create table permission_template (
  account_id      uuid not null references account,
  id              uuid not null,
  name            text not null check (length(name) between 1 and 100),
  directory_level permission_level not null,
  granular        text[] not null default '{}',
  is_assignable   boolean not null default true,
  primary key (account_id, id)
);
create unique index permission_template_name on permission_template (account_id, lower(name));
comment on table permission_template is 'A named set of levels per tool and of granular permissions; codes as in contract/permissions.ts.';
comment on column permission_template.is_assignable is 'Whether holders of the granular permission Create and Edit Users may give it to others.';
call raise_tenant_wall('permission_template');

-- ───────────────────────────────────────────────────────────────────────────── companies
create table company (
  account_id uuid not null references account,
  id         uuid not null,
  name       text not null check (length(name) between 1 and 200),
  is_own     boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
create unique index company_name on company (account_id, fold(name));
create unique index company_own on company (account_id) where is_own;
comment on table company is 'A firm: the employer of people. One is marked as the account''s own.';
call raise_tenant_wall('company');

-- ───────────────────────────────────────────────────────────────────────────── logins (of the installation, not of an account)
create table login (
  id            uuid primary key,
  user_name     text not null check (user_name = lower(user_name)),
  password_hash text not null,
  created_at    timestamptz not null default now()
);
create unique index login_user_name on login (user_name);
comment on table login is 'What a human signs in with. May be a user in several accounts; no account can change one that exists.';
comment on column login.password_hash is 'Argon2id in PHC string format.';
grant select, insert, update on login to muster_app;
grant select on login to muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── people
create type person_kind as enum ('user', 'contact');
create type person_status as enum ('active', 'inactive');
create type address_verdict as enum ('ok', 'missing', 'malformed', 'no-country-code', 'not-mobile');
create type invitation_state as enum
  ('not_invited', 'waiting', 'sent', 'error', 'accepted', 'expired', 'revoked', 'cancelled', 'declined');

create table person (
  account_id   uuid not null references account,
  id           uuid not null,
  first_name   text not null default '' check (length(first_name) <= 100),
  last_name    text not null default '' check (length(last_name) <= 100),
  email        text check (length(email) <= 254),
  phone        text check (length(phone) <= 50),
  job_title    text check (length(job_title) <= 200),
  company_name text,
  external_id  text check (length(external_id) <= 100),
  language     text check (language in ('en', 'ru')),
  login_id     uuid references login,
  created_at   timestamptz not null default now(),
  sort_name    text not null generated always as (fold(last_name || ' ' || first_name)) stored,
  search_text  text not null generated always as (
    fold(first_name || ' ' || last_name || ' ' || first_name || E'\n' || coalesce(email, '') || E'\n' || coalesce(phone, '')
      || E'\n' || coalesce(company_name, '') || E'\n' || coalesce(job_title, ''))) stored,
  primary key (account_id, id),
  constraint a_person_has_a_name check (first_name <> '' or last_name <> '')
) with (fillfactor = 90);
create index person_by_name on person (account_id, sort_name, id);
create index person_by_email on person (account_id, coalesce(email, ''), id);
create index person_by_company on person (account_id, coalesce(company_name, ''), id);
create index person_search on person using gin (account_id, search_text gin_trgm_ops);
create index person_phone on person (account_id, phone) where phone is not null;
create unique index person_external_id on person (account_id, external_id) where external_id is not null;
create unique index person_login on person (account_id, login_id) where login_id is not null;
comment on table person is 'A user or contact: what is shown of them. What rules and filters read is in person_state.';
comment on column person.email is 'As sent to: trimmed, lower case, domain in ASCII; as typed where it is malformed.';
comment on column person.phone is 'E.164 with + where its verdict is ok; as typed where it is not.';
comment on column person.company_name is 'Copy of company.name, so that one index serves search and one the order; kept true by company_renamed.';
comment on column person.language is 'What messages to them are written in; null takes the account''s.';
comment on column person.login_id is 'Set when they join; never by an administrator.';
call raise_tenant_wall('person');

create table person_state (
  account_id       uuid not null,
  person_id        uuid not null,
  kind             person_kind not null default 'user',
  status           person_status not null default 'active',
  invitation_state invitation_state not null default 'not_invited',
  is_unconfirmed   boolean not null default false,
  was_ever_sent    boolean not null default false,
  email_verdict    address_verdict not null,
  phone_verdict    address_verdict not null,
  company_id       uuid,
  template_id      uuid not null,
  invitation_id    uuid,
  joined_at        timestamptz,
  changed_at       timestamptz not null default clock_timestamp(),
  error_reason     text,
  active_email     text,
  primary key (account_id, person_id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, company_id) references company (account_id, id),
  foreign key (account_id, template_id) references permission_template (account_id, id),
  constraint an_error_says_why check ((invitation_state = 'error') = (error_reason is not null)),
  constraint who_joined_accepted check ((joined_at is not null) = (invitation_state = 'accepted')),
  constraint only_a_waiting_invitation_is_unconfirmed check (not is_unconfirmed or invitation_state = 'waiting')
) with (fillfactor = 70);
-- For counts, and with the verdicts also for the review of an invitation to everybody: both then read the index alone.
create index person_state_counts on person_state (account_id, kind, status, invitation_state, template_id, email_verdict, phone_verdict);
-- A page of those in Error walks the order of names past nearly everybody: whom this small index does not know is passed
-- at a third of the price (measured at 1,000,000 people, 12,000 of them in Error: 24 ms become 9).
create index person_state_error on person_state (account_id, person_id) where invitation_state = 'error';
create index person_state_company on person_state (account_id, company_id);
create unique index person_state_email on person_state (account_id, active_email) where active_email is not null;
comment on table person_state is 'Hot state of a person, narrow: all that refusals and filters read. A bulk action changes this, not the wide row.';
comment on column person_state.was_ever_sent is 'A message was accepted for them at least once: the button says Re-Invite.';
comment on column person_state.is_unconfirmed is 'Their message was handed over, but a crash hid the answer.';
comment on column person_state.changed_at is 'Any change that a review would show; who changed after a review is skipped by its run.';
comment on column person_state.active_email is 'person.email while the user is active and the address can be written to: unique among them.';
comment on column person_state.error_reason is 'kebab-case code; its words are in locales/.';
call raise_tenant_wall('person_state');

create function company_renamed() returns trigger language plpgsql as $$
begin
  update person p set company_name = new.name
  from person_state s
  where s.account_id = new.account_id and s.company_id = new.id and p.account_id = s.account_id and p.id = s.person_id;
  return null;
end $$;
create trigger company_renamed after update of name on company
  for each row when (old.name is distinct from new.name) execute function company_renamed();

-- What the directory reads. Owned by muster_definer and carrying the wall in its own WHERE: a policy would be a security
-- barrier, behind which LIKE cannot use the trigram index (measured: 0.5 ms becomes 270 ms).
create view directory_row as
  select p.account_id, p.id, p.first_name, p.last_name, p.email, p.phone, p.job_title, p.company_name, p.external_id,
         p.language, p.login_id, p.created_at, p.sort_name, coalesce(p.email, '') as sort_email,
         coalesce(p.company_name, '') as sort_company, p.search_text,
         s.kind, s.status, s.invitation_state, s.is_unconfirmed, s.was_ever_sent, s.email_verdict, s.phone_verdict,
         s.company_id, s.template_id, s.invitation_id, s.joined_at, s.changed_at, s.error_reason
  from person p
  join person_state s on s.account_id = p.account_id and s.person_id = p.id
  where p.account_id = current_account_id() and s.account_id = current_account_id();
alter view directory_row owner to muster_definer;
grant select on directory_row to muster_app;
comment on view directory_row is 'A person with their state, of the current account only.';

-- The narrow table alone, for counting and reviewing: comparing an enum is not leakproof, so behind a policy it could
-- not use the index either.
create view state_row as
  select * from person_state where account_id = current_account_id();
alter view state_row owner to muster_definer;
grant select on state_row to muster_app;
comment on view state_row is 'The state of people, of the current account only.';

-- ───────────────────────────────────────────────────────────────────────────── sessions
create table session (
  account_id   uuid not null,
  id           uuid not null,
  token_sha256 bytea not null,
  login_id     uuid not null references login,
  person_id    uuid not null,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  ended_at     timestamptz,
  primary key (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id)
);
create unique index session_token on session (token_sha256);
create index session_person on session (account_id, person_id) where ended_at is null;
comment on table session is 'A signed-in browser. Ended in the same transaction as what ends it (sign-out, inactivation).';
call raise_tenant_wall('session');

-- Which live session a cookie names, and what its person may do: the one question asked before the account is known.
create function live_session(token bytea, idle interval, longest interval)
  returns table (account_id uuid, session_id uuid, person_id uuid, login_id uuid, seen_at timestamptz,
                 first_name text, last_name text, email text, template_id uuid, directory_level permission_level, granular text[])
  language sql stable security definer set search_path = public as $$
  select s.account_id, s.id, s.person_id, s.login_id, s.seen_at,
         p.first_name, p.last_name, p.email, t.id, t.directory_level, t.granular
  from session s
  join person_state st on st.account_id = s.account_id and st.person_id = s.person_id
    and st.status = 'active' and st.kind = 'user'
  join person p on p.account_id = s.account_id and p.id = s.person_id
  join permission_template t on t.account_id = st.account_id and t.id = st.template_id
  where s.token_sha256 = token and s.ended_at is null and s.seen_at > now() - idle and s.created_at > now() - longest
$$;
alter function live_session owner to muster_definer;

-- The accounts in which a login is an active user.
create function memberships_of(login uuid) returns table (account_id uuid, person_id uuid)
  language sql stable security definer set search_path = public as $$
  select p.account_id, p.id
  from person p
  join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.status = 'active'
  where p.login_id = login
  order by s.joined_at
$$;
alter function memberships_of owner to muster_definer;
create index person_of_login on person (login_id) where login_id is not null;

-- All accounts of the installation, for the command line and the first-run set-up.
create function accounts() returns table (id uuid, name text)
  language sql stable security definer set search_path = public as $$ select a.id, a.name from account a order by a.created_at $$;
alter function accounts owner to muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── idempotent requests
create table idempotent_request (
  account_id   uuid not null references account,
  person_id    uuid not null,
  key          text not null check (length(key) between 1 and 200),
  fingerprint  bytea not null,
  status       smallint not null,
  headers      jsonb not null,
  body         text not null,
  answered_at  timestamptz not null default now(),
  primary key (account_id, person_id, key)
);
comment on table idempotent_request is 'Answers already given to POSTs that carried an Idempotency-Key, so that pressing twice does once.';
comment on column idempotent_request.fingerprint is 'SHA-256 of method, path and body: the same key for another request is refused.';
call raise_tenant_wall('idempotent_request');
grant delete on idempotent_request to muster_app;
