-- Prequalification: a company is asked to fill a form in, its invited users do it together, the account decides.

create type qualification_status as enum ('not_assigned', 'qualified', 'qualified_with_exceptions', 'not_qualified');
create type form_state as enum ('invited', 'in_progress', 'submitted', 'changes_requested', 'reviewed', 'cancelled');
create type respondent_state as enum ('waiting', 'sent', 'unconfirmed', 'error', 'cancelled', 'ended');

-- ───────────────────────────────────────────────────────────────────────────── what an account decides for it
create table prequalification_setting (
  account_id                  uuid primary key references account,
  reminder_days               smallint not null default 7 check (reminder_days between 1 and 365),
  most_reminders              smallint check (most_reminders between 0 and 1000),
  due_days                    smallint not null default 30 check (due_days between 1 and 365),
  keeps_status_on_requalify   boolean not null default false,
  expiry_notice_days          smallint not null default 30 check (expiry_notice_days between 1 and 365),
  requalifies_by_itself       boolean not null default false
);
comment on table prequalification_setting is 'What an account decides for its prequalifications; without a row the defaults hold.';
comment on column prequalification_setting.most_reminders is 'To one person for one form; null: no end.';
comment on column prequalification_setting.requalifies_by_itself is 'With the notice before an expiry a new form goes out, and the status stays until the new decision.';
call raise_tenant_wall('prequalification_setting');

-- ───────────────────────────────────────────────────────────────────────────── the form
create table form_version (
  account_id   uuid not null references account,
  version      integer not null check (version >= 1),
  form         jsonb not null,
  note         text check (length(note) <= 1000),
  revision     integer not null default 1,
  changed_by   uuid,
  changed_at   timestamptz not null default now(),
  published_by uuid,
  published_at timestamptz,
  primary key (account_id, version),
  foreign key (account_id, changed_by) references person (account_id, id),
  foreign key (account_id, published_by) references person (account_id, id)
);
create unique index form_version_draft on form_version (account_id) where published_at is null;
comment on table form_version is 'The one form of an account: its published versions and at most one draft. Version 1 is the standard form, made when it is first needed.';
comment on column form_version.form is 'As contract/prequalification/form.ts has it; a published one never changes.';
comment on column form_version.revision is 'Counts the saves of a draft.';
comment on column form_version.published_at is 'Null for the draft.';
call raise_tenant_wall('form_version');
grant delete on form_version to muster_app;

-- ───────────────────────────────────────────────────────────────────────────── a company's prequalification
create table prequalification (
  account_id         uuid not null,
  company_id         uuid not null,
  status             qualification_status not null default 'not_assigned',
  expires_on         date,
  decision_id        uuid,
  form_id            uuid,
  form_state         form_state not null default 'invited',
  due_at             timestamptz,
  primary_contact_id uuid,
  sort_name          text not null,
  trades             text[] not null default '{}',
  noticed_at         timestamptz,
  changed_at         timestamptz not null default clock_timestamp(),
  primary key (account_id, company_id),
  foreign key (account_id, company_id) references company (account_id, id),
  foreign key (account_id, primary_contact_id) references person (account_id, id),
  constraint the_qualified_expire check ((expires_on is not null) = (status in ('qualified', 'qualified_with_exceptions'))),
  constraint a_status_was_decided check ((decision_id is not null) = (status <> 'not_assigned'))
) with (fillfactor = 80);
create index prequalification_by_name on prequalification (account_id, sort_name, company_id) include (status, expires_on, form_state, due_at);
create index prequalification_by_state on prequalification (account_id, form_state, sort_name, company_id);
create index prequalification_by_status on prequalification (account_id, status, sort_name, company_id);
create index prequalification_by_expiry on prequalification (account_id, expires_on, company_id) where expires_on is not null;
create index prequalification_due on prequalification (account_id, due_at) where form_state in ('invited', 'in_progress', 'changes_requested');
create index prequalification_trades on prequalification using gin (account_id, trades);
create index prequalification_search on prequalification using gin (account_id, sort_name gin_trgm_ops);
comment on table prequalification is 'One row per company that was ever invited to prequalify: what the list reads, narrow.';
comment on column prequalification.status is 'As decided. Past expires_on it is shown as Expired, which overwrites nothing.';
comment on column prequalification.form_state is 'Copy of that of the current form, for the list''s filters.';
comment on column prequalification.due_at is 'When the current form counts as overdue; copy.';
comment on column prequalification.sort_name is 'Copy of company.sort_name, so that one index serves filter and order; kept true by company_changed_for_list.';
comment on column prequalification.trades is 'Copy of company.trades, folded.';
comment on column prequalification.noticed_at is 'When solicitor and primary contact were told that the current qualification will expire.';
call raise_tenant_wall('prequalification');

-- A company has a form for each round: Re-Qualify opens the next one. Whatever was answered in any of them is kept.
create table company_form (
  account_id       uuid not null,
  id               uuid not null,
  company_id       uuid not null,
  round            integer not null check (round >= 1),
  form_version     integer not null,
  state            form_state not null default 'invited',
  state_before     form_state,
  percent          smallint not null default 0 check (percent between 0 and 100),
  invited_by       uuid not null,
  run_id           uuid,
  previous_id      uuid,
  previous_decision_id uuid,
  created_at       timestamptz not null default now(),
  due_at           timestamptz not null,
  submitted_at     timestamptz,
  submitted_by     uuid,
  confirmations    text[],
  primary key (account_id, id),
  foreign key (account_id, company_id) references prequalification (account_id, company_id),
  foreign key (account_id, form_version) references form_version (account_id, version),
  foreign key (account_id, invited_by) references person (account_id, id),
  foreign key (account_id, submitted_by) references person (account_id, id),
  foreign key (account_id, previous_id) references company_form (account_id, id),
  constraint what_is_submitted_is_confirmed check (state not in ('submitted', 'reviewed') or (submitted_at is not null and submitted_by is not null and confirmations is not null and percent = 100)),
  constraint who_was_replaced_knows_from_what check ((state = 'cancelled') = (state_before is not null))
) with (fillfactor = 80);
create unique index company_form_round on company_form (account_id, company_id, round);
create unique index company_form_of_run on company_form (account_id, company_id, run_id) where run_id is not null;
alter table prequalification add foreign key (account_id, form_id) references company_form (account_id, id);
comment on table company_form is 'A form as one company has to fill it in: invited → in_progress → submitted → (changes_requested → submitted)* → reviewed; cancelled when a newer one took its place first.';
comment on column company_form.run_id is 'The run that opened it: one form per company and run, by a unique index.';
comment on column company_form.state_before is 'Of a cancelled one: what it was, and is again if the run that replaced it is called back.';
comment on column company_form.previous_decision_id is 'The decision that held when it was opened; calling the run back restores it.';
comment on column company_form.percent is 'Of the required answers; 100 only where it can be submitted.';
call raise_tenant_wall('company_form');

create table qualification_decision (
  account_id           uuid not null,
  id                   uuid not null,
  company_id           uuid not null,
  form_id              uuid,
  status               qualification_status not null,
  expires_on           date,
  single_project_limit numeric(15, 2),
  aggregate_limit      numeric(15, 2),
  currency             text not null,
  exceptions           text check (length(exceptions) <= 5000),
  notes                text check (length(notes) <= 5000),
  decided_by           uuid not null,
  decided_at           timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, company_id) references prequalification (account_id, company_id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, decided_by) references person (account_id, id),
  constraint the_qualified_have_limits check (
    status not in ('qualified', 'qualified_with_exceptions')
    or (expires_on is not null and single_project_limit is not null and aggregate_limit >= single_project_limit)),
  constraint exceptions_are_told check ((status = 'qualified_with_exceptions') = (exceptions is not null))
);
create index qualification_decision_of_company on qualification_decision (account_id, company_id, decided_at);
comment on table qualification_decision is 'Every decision on a company, kept for good; prequalification.decision_id names the one that holds.';
call raise_tenant_wall('qualification_decision');
alter table prequalification add foreign key (account_id, decision_id) references qualification_decision (account_id, id);
alter table company_form add foreign key (account_id, previous_decision_id) references qualification_decision (account_id, id);

-- ───────────────────────────────────────────────────────────────────────────── who fills it in
create table respondent (
  account_id           uuid not null,
  id                   uuid not null,
  form_id              uuid not null,
  company_id           uuid not null,
  person_id            uuid not null,
  state                respondent_state not null default 'waiting',
  invited_by           uuid not null,
  run_id               uuid,
  invited_at           timestamptz not null default now(),
  sent_at              timestamptz,
  error_reason         text,
  next_reminder_at     timestamptz,
  reminders_decided    smallint not null default 0,
  reminders_sent       smallint not null default 0,
  reminders_stopped_at timestamptz,
  stop_sha256          bytea not null,
  primary key (account_id, id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, company_id) references prequalification (account_id, company_id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, invited_by) references person (account_id, id),
  constraint a_respondents_error_says_why check ((state = 'error') = (error_reason is not null))
) with (fillfactor = 80);
create unique index respondent_once on respondent (account_id, form_id, person_id);
create unique index respondent_waiting on respondent (account_id, person_id) where state = 'waiting';
create index respondent_of_person on respondent (account_id, person_id, company_id);
create index respondent_of_company on respondent (account_id, company_id);
create index respondent_reminder_due on respondent (account_id, next_reminder_at) where next_reminder_at is not null;
create unique index respondent_stop on respondent (stop_sha256);
comment on table respondent is 'The prequalification invitation of one user to one form. Access to the company''s current form is theirs while the state is neither cancelled nor ended, they are active, and of that company.';
comment on column respondent.stop_sha256 is 'Of the derived secret in the link that stops reminders.';
comment on column respondent.reminders_decided is 'How many were sent or recorded as not sent; the ordinal of the next is one more.';
call raise_tenant_wall('respondent');
create unique index message_reminder_once on message (account_id, invitation_id, ordinal) where kind = 'prequalification-reminder';

-- Of another company now, they have no business in the form of the one before: whatever changed it.
create function respondent_changed_company() returns trigger language plpgsql as $$
begin
  update respondent set state = 'ended', next_reminder_at = null, error_reason = null
  where account_id = new.account_id and person_id = new.person_id and company_id = old.company_id
    and state not in ('cancelled', 'ended');
  return null;
end $$;
create trigger respondent_changed_company after update of company_id on person_state for each row
  when (old.company_id is not null and old.company_id is distinct from new.company_id)
  execute function respondent_changed_company();

create function company_changed_for_list() returns trigger language plpgsql as $$
begin
  update prequalification set sort_name = new.sort_name,
    trades = (select coalesce(array_agg(fold(trade)), '{}') from unnest(new.trades) trade)
  where account_id = new.account_id and company_id = new.id;
  return null;
end $$;
create trigger company_changed_for_list after update on company for each row
  when (old.name is distinct from new.name or old.trades is distinct from new.trades)
  execute function company_changed_for_list();

-- ───────────────────────────────────────────────────────────────────────────── answers
create table answer (
  account_id  uuid not null,
  form_id     uuid not null,
  question_id text not null,
  value       jsonb not null,
  version     integer not null default 1 check (version >= 1),
  is_carried  boolean not null default false,
  answered_by uuid not null,
  answered_at timestamptz not null default now(),
  primary key (account_id, form_id, question_id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, answered_by) references person (account_id, id)
);
comment on table answer is 'The answer to one question of one form. Those of earlier forms stay: also to questions that are not asked any more.';
comment on column answer.value is 'As answerSchema of the question takes it; JSON null where an answer was taken back.';
comment on column answer.version is 'Counts the saves: who saves names the one they saw.';
comment on column answer.is_carried is 'Taken over from the form before, and not touched in this one.';
call raise_tenant_wall('answer');

create table answer_file (
  account_id  uuid not null,
  id          uuid not null,
  company_id  uuid not null,
  form_id     uuid not null,
  question_id text not null,
  name        text not null check (length(name) between 1 and 255),
  type        text not null,
  size_bytes  integer not null check (size_bytes > 0),
  sha256      bytea not null,
  uploaded_by uuid not null,
  uploaded_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, uploaded_by) references person (account_id, id)
);
create index answer_file_of_form on answer_file (account_id, form_id);
comment on table answer_file is 'A file that was uploaded as an answer. It is kept when the answer is changed or carried into another form.';
comment on column answer_file.type is 'Media type as told from the content, never as claimed.';
call raise_tenant_wall('answer_file');

create table answer_file_chunk (
  account_id uuid not null,
  file_id    uuid not null,
  place      integer not null check (place >= 0),
  bytes      bytea not null,
  primary key (account_id, file_id, place),
  foreign key (account_id, file_id) references answer_file (account_id, id)
);
-- PDF and pictures are compressed already: trying again costs time and saves nothing.
alter table answer_file_chunk alter column bytes set storage external;
comment on table answer_file_chunk is 'The content of an uploaded file, 256 KiB to a row, so that nobody holds it whole in memory.';
call raise_tenant_wall('answer_file_chunk');

-- ───────────────────────────────────────────────────────────────────────────── talking about it
create table form_comment (
  account_id   uuid not null,
  id           uuid not null,
  form_id      uuid not null,
  author_id    uuid not null,
  is_solicitor boolean not null,
  is_internal  boolean not null default false,
  question_id  text,
  text         text not null check (length(text) between 1 and 5000),
  created_at   timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, author_id) references person (account_id, id),
  constraint only_solicitors_are_internal check (is_solicitor or not is_internal)
);
create index form_comment_of_form on form_comment (account_id, form_id, created_at);
comment on table form_comment is 'Between solicitor and respondents, about a form or one of its questions.';
comment on column form_comment.is_internal is 'Respondents do not see it.';
call raise_tenant_wall('form_comment');

create table change_request (
  account_id   uuid not null,
  id           uuid not null,
  form_id      uuid not null,
  requested_by uuid not null,
  text         text not null check (length(text) between 1 and 5000),
  question_ids text[] not null default '{}',
  created_at   timestamptz not null default now(),
  answered_at  timestamptz,
  primary key (account_id, id),
  foreign key (account_id, form_id) references company_form (account_id, id),
  foreign key (account_id, requested_by) references person (account_id, id)
);
create unique index change_request_open on change_request (account_id, form_id) where answered_at is null;
comment on table change_request is 'What the solicitor wants changed in a submitted form: it opens again until it is resubmitted.';
call raise_tenant_wall('change_request');

create table prequalification_event (
  account_id uuid not null,
  id         uuid not null,
  company_id uuid not null,
  form_id    uuid,
  event      text not null,
  actor_id   uuid,
  params     jsonb not null default '{}',
  at         timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, company_id) references prequalification (account_id, company_id),
  foreign key (account_id, form_id) references company_form (account_id, id)
);
create index prequalification_event_of_company on prequalification_event (account_id, company_id, id);
comment on table prequalification_event is 'The history of a company''s prequalification, as it is shown.';
comment on column prequalification_event.event is 'As contract/prequalification/prequalifications.ts lists them.';
comment on column prequalification_event.actor_id is 'Null where the installation itself acted.';
call raise_tenant_wall('prequalification_event');

-- ───────────────────────────────────────────────────────────────────────────── what is due, across accounts
grant create on schema public to muster_definer;

-- As with directory_row: with the wall in its own WHERE, so that likeness and comparisons of enums use their indexes.
create view prequalification_row as
  select * from prequalification where account_id = current_account_id();
alter view prequalification_row owner to muster_definer;
grant select on prequalification_row to muster_app;
comment on view prequalification_row is 'The prequalifications of the current account.';

create function accounts_with_due_prequalifications(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a left join prequalification_setting s on s.account_id = a.id
  where exists (select from respondent r where r.account_id = a.id and r.next_reminder_at <= now_at)
     or exists (select from prequalification p where p.account_id = a.id and p.noticed_at is null
                  and p.expires_on <= (now_at at time zone a.time_zone)::date + coalesce(s.expiry_notice_days, 30))
$$;
alter function accounts_with_due_prequalifications owner to muster_definer;

-- Whose reminders a link stops: asked before anybody is signed in.
create function respondent_with_stop_secret(secret bytea) returns table (account_id uuid, respondent_id uuid)
  language sql stable security definer set search_path = public as $$
  select r.account_id, r.id from respondent r where r.stop_sha256 = secret
$$;
alter function respondent_with_stop_secret owner to muster_definer;

revoke create on schema public from muster_definer;
