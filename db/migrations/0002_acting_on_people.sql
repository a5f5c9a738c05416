-- Acting on many people and knowing what happened: runs, invitations, the message ledger, imports, the local mailbox.

-- ───────────────────────────────────────────────────────────────────────────── runs
create type run_state as enum ('queued', 'running', 'paused', 'completed', 'cancelled');
create type run_outcome as enum ('pending', 'done', 'skipped', 'failed', 'cancelled', 'unconfirmed');

create table run (
  account_id      uuid not null references account,
  id              uuid not null,
  action          text not null,
  state           run_state not null default 'queued',
  actor_id        uuid not null,
  selection       jsonb not null,
  input           jsonb not null,
  reviewed_at     timestamptz not null,
  reviewed_count  integer not null,
  held_until      timestamptz,
  idempotency_key text,
  retry_of        uuid,
  created_at      timestamptz not null default now(),
  resolved_at     timestamptz,
  finished_at     timestamptz,
  primary key (account_id, id),
  foreign key (account_id, actor_id) references person (account_id, id),
  foreign key (account_id, retry_of) references run (account_id, id),
  constraint who_is_finished_says_when check ((finished_at is not null) = (state in ('completed', 'cancelled')))
);
create index run_unfinished on run (account_id, created_at) where finished_at is null;
create unique index run_pressed_once on run (account_id, actor_id, idempotency_key) where idempotency_key is not null;
comment on table run is 'One press of a bulk action. Its counts are never stored: they are the group-by of its items.';
comment on column run.action is 'Name of the bulk action, such as user.invite.';
comment on column run.selection is '{"ids": […]} (already in run_item) or {"filter": …, "except": […]}, resolved when the run starts.';
comment on column run.reviewed_at is 'Who changed after this moment is skipped: nobody is acted on unseen.';
comment on column run.held_until is 'What the run sends leaves at this moment at the earliest; until then it can be called back whole.';
comment on column run.resolved_at is 'When the selection had become run items.';
call raise_tenant_wall('run');

-- One row per person selected in a run. The outcomes always add up to the size of the selection.
create table run_item (
  account_id uuid not null,
  run_id     uuid not null,
  person_id  uuid not null,
  outcome    run_outcome not null default 'pending',
  is_applied boolean not null default false,
  reason     text,
  detail     text,
  settled_at timestamptz,
  primary key (account_id, run_id, person_id),
  foreign key (account_id, run_id) references run (account_id, id),
  constraint a_reason_says_why check ((reason is null) = (outcome in ('pending', 'done')))
) with (fillfactor = 80);
create index run_item_outcome on run_item (account_id, run_id, outcome, reason, person_id);
create index run_item_to_apply on run_item (account_id, run_id, person_id) where outcome = 'pending' and not is_applied;
comment on column run_item.is_applied is 'The action was applied; what is still pending then waits for its message to settle.';
comment on column run_item.reason is 'kebab-case code; its words are in locales/.';
comment on column run_item.detail is 'What the mail server answered, word for word.';
call raise_tenant_wall('run_item');

-- ───────────────────────────────────────────────────────────────────────────── invitations
-- One row per generation. A re-invite is a new row with a secret of its own; the row before it stays live until the new
-- message is accepted, and is what a failed or called back re-invite falls back to.
create table invitation (
  account_id        uuid not null,
  id                uuid not null,
  person_id         uuid not null,
  generation        integer not null check (generation >= 1),
  state             invitation_state not null default 'waiting' check (state <> 'not_invited'),
  secret_sha256     bytea not null,
  invited_by        uuid not null,
  run_id            uuid,
  previous_id       uuid,
  created_at        timestamptz not null default now(),
  sent_at           timestamptz,
  accepted_at       timestamptz,
  replaced_at       timestamptz,
  ended_at          timestamptz,
  next_follow_up_at timestamptz,
  follow_ups_decided smallint not null default 0,
  expires_at        timestamptz,
  error_reason      text,
  primary key (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, invited_by) references person (account_id, id),
  foreign key (account_id, previous_id) references invitation (account_id, id),
  constraint what_was_sent_expires check ((sent_at is null) = (expires_at is null)),
  constraint an_invitation_error_says_why check ((state = 'error') = (error_reason is not null))
) with (fillfactor = 80);
create unique index invitation_generation on invitation (account_id, person_id, generation);
create unique index invitation_open on invitation (account_id, person_id) where state = 'waiting';
create unique index invitation_secret on invitation (secret_sha256);
create index invitation_follow_up_due on invitation (account_id, next_follow_up_at) where next_follow_up_at is not null;
create index invitation_expiry_due on invitation (account_id, expires_at) where state = 'sent' and replaced_at is null;
comment on table invitation is 'To join the account. History is kept; person_state.invitation_id names the current one.';
comment on column invitation.secret_sha256 is 'Of the one-time secret, which is derived (HMAC) whenever the message is made and stored nowhere.';
comment on column invitation.replaced_at is 'Set once the message of a newer generation was accepted: from then on this secret is dead.';
comment on column invitation.follow_ups_decided is 'How many of account.follow_up_days are sent or recorded as not sent.';
call raise_tenant_wall('invitation');

alter table person_state add foreign key (account_id, invitation_id) references invitation (account_id, id);

-- ───────────────────────────────────────────────────────────────────────────── the message ledger
create type message_state as enum ('queued', 'sending', 'dot', 'accepted', 'delivered', 'bounced', 'complained', 'deferred',
                                   'refused', 'cancelled', 'suppressed', 'unconfirmed');

create table message (
  account_id    uuid not null,
  id            uuid not null,
  kind          text not null,
  person_id     uuid not null,
  invitation_id uuid,
  ordinal       smallint not null default 0,
  run_id        uuid,
  state         message_state not null default 'queued',
  is_open       boolean not null generated always as (state in ('queued', 'deferred', 'sending', 'dot')) stored,
  is_urgent     boolean not null default false,
  due_at        timestamptz not null,
  to_address    text not null,
  to_name       text not null,
  greeting_name text not null,
  language      text not null,
  sender_id     uuid not null,
  attempt       integer not null default 0,
  is_resend     boolean not null default false,
  owner         uuid,
  lease_until   timestamptz,
  created_at    timestamptz not null default now(),
  dot_at        timestamptz,
  answered_at   timestamptz,
  reason        text,
  reply         text,
  primary key (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id),
  constraint in_hand_has_an_owner check ((state in ('sending', 'dot')) = (owner is not null and lease_until is not null)),
  constraint not_sent_says_why check (state not in ('refused', 'cancelled', 'suppressed', 'unconfirmed') or reason is not null)
) with (fillfactor = 70);
-- No index knows the state itself: so the fence's update, which must be durable before the dot, touches none.
create index message_due on message (account_id, is_urgent desc, due_at, id) where is_open and lease_until is null;
create index message_in_hand on message (account_id, lease_until) where lease_until is not null;
create index message_of_person on message (account_id, person_id);
create unique index message_follow_up_once on message (account_id, invitation_id, ordinal) where kind = 'follow-up';
comment on table message is 'The ledger: one row per e-mail, written in the transaction that causes it; claim → fence → dot → ack.';
comment on column message.kind is 'welcome or follow-up; more kinds come with more features.';
comment on column message.is_open is 'Not settled: queued, deferred, or in a worker''s hands.';
comment on column message.is_urgent is 'Asked for singly, by hand: goes before what a run sends.';
comment on column message.attempt is 'Claims so far. With owner it guards fence and ack against a worker whose lease ran out.';
comment on column message.lease_until is 'In the hands of owner until then (the database''s clock); afterwards sending is due again and dot is unconfirmed.';
comment on column message.is_resend is 'Sent once more, identical, because an answer was lost and the account says retry.';
comment on column message.dot_at is 'When the fence let the final dot pass: from then on a missing answer means not known.';
comment on column message.reply is 'The mail server''s last answer, word for word.';
call raise_tenant_wall('message');

create table delivery_attempt (
  account_id uuid not null,
  message_id uuid not null,
  attempt    integer not null,
  at         timestamptz not null default now(),
  phase      text not null,
  reason     text not null,
  reply      text,
  primary key (account_id, message_id, attempt),
  foreign key (account_id, message_id) references message (account_id, id)
);
comment on table delivery_attempt is 'Tries to hand a message over that did not end in acceptance; the one that did is the message row itself.';
call raise_tenant_wall('delivery_attempt');

-- ───────────────────────────────────────────────────────────────────────────── imports
create table import (
  account_id      uuid not null references account,
  id              uuid not null,
  file_name       text not null,
  encoding        text not null,
  delimiter       text not null,
  columns         jsonb not null,
  created_by      uuid not null,
  created_at      timestamptz not null default now(),
  applied_at      timestamptz,
  run_id          uuid,
  primary key (account_id, id),
  foreign key (account_id, created_by) references person (account_id, id),
  foreign key (account_id, run_id) references run (account_id, id)
);
comment on table import is 'A file of people: checked first, applied only when confirmed.';
comment on column import.columns is '[{"header": "E-mail", "field": "email" | null}, …] in the order of the file.';
call raise_tenant_wall('import');

create type import_verdict as enum ('add', 'update', 'unchanged', 'faulty');
create table import_line (
  account_id uuid not null,
  import_id  uuid not null,
  line       integer not null check (line >= 1),
  cells      text[] not null,
  fields     jsonb not null,
  verdict    import_verdict not null,
  faults     jsonb not null default '[]',
  warnings   jsonb not null default '[]',
  person_id  uuid,
  primary key (account_id, import_id, line),
  foreign key (account_id, import_id) references import (account_id, id),
  constraint faulty_says_why check ((verdict = 'faulty') = (faults <> '[]'))
);
create index import_line_verdict on import_line (account_id, import_id, verdict, line);
comment on table import_line is 'Staging: a line of the file as read, what would happen to it, and every reason why not.';
comment on column import_line.line is 'As a text editor counts them.';
comment on column import_line.person_id is 'Whom it updates or leaves alone; of an added person once applied.';
call raise_tenant_wall('import_line');
grant delete on import_line to muster_app;

-- ───────────────────────────────────────────────────────────────────────────── the local mailbox (only without SMTP_URL)
create table mailbox_message (
  id            uuid primary key,
  received_at   timestamptz not null default now(),
  envelope_from text not null,
  envelope_to   text[] not null,
  raw           bytea not null
);
create index mailbox_newest on mailbox_message (received_at desc, id desc);
comment on table mailbox_message is 'What the catcher on loopback received while no mail server is configured.';
grant select, insert, delete on mailbox_message to muster_app;

-- ───────────────────────────────────────────────────────────────────────────── what is due, across accounts
-- The worker asks these first and then works inside one account at a time. now_at lets a rehearsal name another time;
-- leases go by the database's clock alone.
create function accounts_with_due_messages(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where coalesce(a.sending_paused_until <= now(), true)
    and (exists (select from message m where m.account_id = a.id and m.is_open and m.lease_until is null and m.due_at <= now_at)
      or exists (select from message m where m.account_id = a.id and m.lease_until <= now()))
$$;
alter function accounts_with_due_messages owner to muster_definer;

create function accounts_with_unfinished_runs() returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a where exists (select from run r where r.account_id = a.id and r.finished_at is null)
$$;
alter function accounts_with_unfinished_runs owner to muster_definer;

create function accounts_with_due_invitations(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where exists (select from invitation i where i.account_id = a.id and i.next_follow_up_at <= now_at)
     or exists (select from invitation i where i.account_id = a.id and i.state = 'sent' and i.replaced_at is null and i.expires_at <= now_at)
$$;
alter function accounts_with_due_invitations owner to muster_definer;

-- Whose invitation a link is: asked before anybody is signed in.
create function invitation_with_secret(secret bytea) returns table (account_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = public as $$
  select i.account_id, i.id from invitation i where i.secret_sha256 = secret
$$;
alter function invitation_with_secret owner to muster_definer;

revoke create on schema public from muster_definer;
