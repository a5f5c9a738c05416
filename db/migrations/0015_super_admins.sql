-- Super admins: who looks after the installation. They are no users of an account by that, and see nothing of one but
-- its name, its state and counts.

create table super_admin (
  login_id uuid primary key references login,
  added_at timestamptz not null default now(),
  added_by uuid references login
);
comment on table super_admin is 'Logins that open the super admin''s panel. A role of the installation, not of an account.';
comment on column super_admin.added_by is 'Null where the command line or the first-run set-up made them.';
grant select, insert, delete on super_admin to muster_operator;
grant select on super_admin to muster_definer, muster_app;

create table super_admin_session (
  id           uuid primary key,
  token_sha256 bytea not null check (length(token_sha256) = 32),
  login_id     uuid not null references login,
  created_at   timestamptz not null default now(),
  seen_at      timestamptz not null default now(),
  ended_at     timestamptz
);
create unique index super_admin_session_token on super_admin_session (token_sha256);
create index super_admin_session_login on super_admin_session (login_id) where ended_at is null;
comment on table super_admin_session is 'A browser in which a super admin is signed in who is a user of no account; all others have a session in an account.';
grant select, insert, update on super_admin_session to muster_operator;
grant select on super_admin_session to muster_definer;

alter table installation_setting add column dkim_selector text check (dkim_selector ~ '^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$');
comment on column installation_setting.dkim_selector is 'Under which name the mail server''s DKIM key is published, for the diagnosis; null while nobody said.';

-- ───────────────────────────────────────────────────────────────────────────── the installation's own record
create table installation_event (
  id         uuid primary key,
  at         timestamptz not null default clock_timestamp(),
  event      text not null check (event ~ '^[a-z-]+\.[a-z-]+$'),
  actor_id   uuid,
  subject_id uuid,
  detail     jsonb not null default '{}',
  sequence   bigint check (sequence > 0),
  hash       bytea check (length(hash) = 32),
  constraint is_sealed_whole check ((sequence is null) = (hash is null))
);
create unique index installation_event_sequence on installation_event (sequence) where sequence is not null;
create index installation_event_unsealed on installation_event (at, id) where sequence is null;
create index installation_event_newest on installation_event (at, id);
comment on table installation_event is 'What super admins did: append-only, sealed into a chain of its own as each account''s audit log is.';
comment on column installation_event.actor_id is 'The login that acted; null where the command line or the set-up did.';
comment on column installation_event.subject_id is 'The account that was acted on, or the login.';
comment on column installation_event.detail is 'As the schema of the event in contract/installation-events.ts has it.';
comment on column installation_event.sequence is 'Place in the chain, from 1 without gaps; null until it is sealed.';
grant select on installation_event to muster_operator, muster_definer;
grant insert (id, event, actor_id, subject_id, detail) on installation_event to muster_operator;
grant update (sequence, hash) on installation_event to muster_operator;
create trigger no_change before update on installation_event for each row when (old.sequence is not null) execute function audit_is_append_only();
create trigger no_removal before delete on installation_event for each row execute function audit_is_append_only();
create trigger no_truncation before truncate on installation_event for each statement execute function audit_is_append_only();

create table installation_answer (
  login_id    uuid not null references login,
  key         text not null check (length(key) between 1 and 200),
  fingerprint bytea not null,
  status      smallint not null,
  headers     jsonb not null,
  body        text not null,
  answered_at timestamptz not null default now(),
  primary key (login_id, key)
);
comment on table installation_answer is 'Answers already given to super admins'' POSTs that carried an Idempotency-Key, as idempotent_request is for users.';
grant select, insert, delete on installation_answer to muster_operator;

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- Names of logins, of super admins and of those who acted as one: no other login is the panel's to read.
create view super_admin_name as
  select l.id as login_id, l.user_name from login l
  where exists (select from super_admin s where s.login_id = l.id)
     or exists (select from installation_event e where e.actor_id = l.id);
alter view super_admin_name owner to muster_definer;
grant select on super_admin_name to muster_operator;
comment on view super_admin_name is 'User names of who is, or acted as, a super admin.';

create function live_super_admin_session(token bytea, idle interval, longest interval)
  returns table (session_id uuid, login_id uuid, user_name text, seen_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select s.id, s.login_id, l.user_name, s.seen_at
  from super_admin_session s
  join super_admin a on a.login_id = s.login_id
  join login l on l.id = s.login_id
  where s.token_sha256 = token and s.ended_at is null and s.seen_at > now() - idle and s.created_at > now() - longest
$$;
alter function live_super_admin_session owner to muster_definer;

create function has_unsealed_installation_events() returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from installation_event where sequence is null)
$$;
alter function has_unsealed_installation_events owner to muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── counts, and nothing but counts
create function people_counts(of_accounts uuid[])
  returns table (account_id uuid, active_users bigint, joined bigint, invited bigint, suppressed bigint)
  language sql stable security definer set search_path = public as $$
  select id,
         count(s.account_id) filter (where s.status = 'active'),
         count(s.account_id) filter (where s.status = 'active' and s.invitation_state = 'accepted'),
         count(s.account_id) filter (where s.status = 'active' and s.invitation_state in ('sent', 'expired')),
         count(s.account_id) filter (where 'suppressed' in (s.email_verdict::text, s.phone_verdict::text))
  from unnest(of_accounts) id
  left join person_state s on s.account_id = id and s.kind = 'user'
  group by id
$$;
alter function people_counts owner to muster_definer;

-- Only of invitations it is counted here how many are unconfirmed: no index knows the state of a message, on purpose.
create function sending_counts(now_at timestamptz)
  returns table (account_id uuid, waiting bigint, due bigint, deferred bigint, in_hand bigint, unconfirmed bigint, oldest_due_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select a.id, w.waiting, w.due, w.deferred, h.in_hand, u.unconfirmed, w.oldest_due_at
  from account a
  cross join lateral (
    select count(*) as waiting, count(*) filter (where m.due_at <= now_at) as due,
           count(*) filter (where m.state = 'deferred') as deferred,
           min(m.due_at) filter (where m.due_at <= now_at) as oldest_due_at
    from message m where m.account_id = a.id and m.is_open and m.lease_until is null) w
  cross join lateral (select count(*) as in_hand from message m where m.account_id = a.id and m.lease_until is not null) h
  cross join lateral (
    select count(*) as unconfirmed from person_state s
    where s.account_id = a.id and s.kind = 'user' and s.status = 'active' and s.invitation_state = 'waiting' and s.is_unconfirmed) u
$$;
alter function sending_counts owner to muster_definer;

do $$
declare counting text;
begin
  foreach counting in array array['people_counts(uuid[])', 'sending_counts(timestamptz)'] loop
    execute format('revoke execute on function %s from public', counting);
    execute format('grant execute on function %s to muster_operator', counting);
  end loop;
end $$;

-- ───────────────────────────────────────────────────────────────────────────── a suspended account lets nobody in
create or replace function memberships_of(login uuid) returns table (account_id uuid, person_id uuid)
  language sql stable security definer set search_path = public as $$
  select p.account_id, p.id
  from person p
  join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.status = 'active'
  join account a on a.id = p.account_id and a.suspended_at is null
  where p.login_id = login
  order by s.joined_at
$$;

-- Why somebody who is a user gets in nowhere: what they are told at the sign-in, once their password was right.
create function is_member_of_suspended(login uuid) returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (
    select from person p
    join person_state s on s.account_id = p.account_id and s.person_id = p.id and s.status = 'active'
    join account a on a.id = p.account_id and a.suspended_at is not null
    where p.login_id = login)
$$;
alter function is_member_of_suspended owner to muster_definer;

revoke create on schema public from muster_definer;
