-- People who leave and people who come back: the work that waits for them, what an inactivation keeps so that all of it can
-- come back, inactivations planned for a later day, and runs that undo a run.

-- ───────────────────────────────────────────────────────────────────────────── open items
create table open_item (
  account_id uuid not null references account,
  id         uuid not null,
  source     text not null check (length(source) between 1 and 100),
  ref        text not null check (length(ref) between 1 and 200),
  tool       text not null,
  role       text not null,
  person_id  uuid not null,
  project_id uuid not null,
  title      text not null check (length(title) between 1 and 300),
  url        text check (length(url) <= 2000),
  due_on     date,
  opened_at  timestamptz not null default now(),
  closed_at  timestamptz,
  changed_at timestamptz not null default clock_timestamp(),
  given_in   uuid,
  primary key (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, project_id) references project (account_id, id),
  foreign key (account_id, given_in) references run (account_id, id),
  constraint a_tool_has_the_role check ((tool, role) in (
    ('rfi', 'manager'), ('rfi', 'assignee'), ('submittal', 'manager'), ('submittal', 'approver'), ('observation', 'assignee'),
    ('inspection', 'point-of-contact'), ('meeting-item', 'assignment'), ('defect-list-item', 'assigned-to'),
    ('timecard', 'final-entry')))
) with (fillfactor = 80);
create unique index open_item_ref on open_item (account_id, source, ref);
-- What waits for somebody, counted by tool and role from the index alone.
create index open_item_of_person on open_item (account_id, person_id, tool, role) where closed_at is null;
create index open_item_of_project on open_item (account_id, project_id) where closed_at is null;
comment on table open_item is 'Work in some tool that waits for a user in one role; other systems feed it. Closed ones stay. Source: seed 002.';
comment on column open_item.source is 'The system that it comes from, by the name which that system gives itself.';
comment on column open_item.ref is 'What the source calls it. With the source it names the item: the same written twice is one.';
comment on column open_item.person_id is 'For whom it waits. Stays when they are inactivated, unless the inactivation gives it to a successor.';
comment on column open_item.url is 'Where the work itself is.';
comment on column open_item.changed_at is 'Any change that a review would show; what changed after a review is skipped by its run.';
comment on column open_item.given_in is 'The run that gave it to whom it waits for; null once its source says so itself.';
call raise_tenant_wall('open_item');

create view open_item_row as
  select account_id, id, id as subject_id, source, ref, tool, role, person_id, project_id, title, url, due_on, opened_at,
         closed_at, changed_at
  from open_item where account_id = current_account_id();
grant create on schema public to muster_definer;
alter view open_item_row owner to muster_definer;
grant select on open_item_row to muster_app;
comment on view open_item_row is 'As with directory_row: the wall in its own WHERE, so that lists and reviews can use every index.';

create table open_item_reassignment (
  account_id uuid not null,
  run_id     uuid not null,
  item_id    uuid not null,
  from_id    uuid not null,
  to_id      uuid not null,
  at         timestamptz not null default now(),
  primary key (account_id, run_id, item_id),
  foreign key (account_id, run_id) references run (account_id, id),
  foreign key (account_id, item_id) references open_item (account_id, id),
  constraint from_one_to_another check (from_id <> to_id)
);
create index open_item_reassignment_from on open_item_reassignment (account_id, run_id, from_id);
create index open_item_reassignment_of_item on open_item_reassignment (account_id, item_id, at);
comment on table open_item_reassignment is 'Which run gave which open item from whom to whom: what undoing the run goes by.';
call raise_tenant_wall('open_item_reassignment');

-- ───────────────────────────────────────────────────────────────────────────── inactivations
create table inactivation (
  account_id       uuid not null,
  person_id        uuid not null,
  run_id           uuid not null,
  planned_in       uuid,
  at               timestamptz not null default now(),
  left_at_version  timestamptz not null,
  template_id      uuid,
  memberships      jsonb not null default '[]',
  group_ids        uuid[] not null default '{}',
  ended_at         timestamptz,
  ended_in         uuid,
  ended_at_version timestamptz,
  primary key (account_id, person_id, run_id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, run_id) references run (account_id, id),
  constraint who_came_back_says_how check ((ended_at is null) = (ended_in is null) and (ended_at is null) = (ended_at_version is null))
) with (fillfactor = 90);
create index inactivation_planned_in on inactivation (account_id, planned_in) where planned_in is not null;
create unique index inactivation_in_force on inactivation (account_id, person_id) where ended_at is null;
comment on table inactivation is 'What a person had when a run inactivated them: what reactivating gives back. Written in the inactivation''s own transaction.';
comment on column inactivation.planned_in is 'The run that planned it for a later day; null where it was done at once.';
comment on column inactivation.left_at_version is 'person_state.changed_at as the inactivation left it: another one now means that somebody changed them since.';
comment on column inactivation.memberships is '[{"project": id, "template": id | null}, …]: the project directories that they were on.';
comment on column inactivation.ended_in is 'The run that brought them back.';
comment on column inactivation.ended_at_version is 'person_state.changed_at as coming back left it.';
call raise_tenant_wall('inactivation');

create table planned_inactivation (
  account_id uuid not null,
  person_id  uuid not null,
  due_at     timestamptz not null,
  run_id     uuid not null,
  started_in uuid,
  primary key (account_id, person_id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, run_id) references run (account_id, id),
  foreign key (account_id, started_in) references run (account_id, id)
);
create index planned_inactivation_due on planned_inactivation (account_id, due_at) where started_in is null;
create index planned_inactivation_of_run on planned_inactivation (account_id, run_id);
comment on table planned_inactivation is 'Users who are to be inactivated on a later day, one row each while it is to come. When it is due, a run judges them anew.';
comment on column planned_inactivation.run_id is 'The run that planned it; its input says what becomes of their open items.';
comment on column planned_inactivation.started_in is 'The run that was started when it was due. A row that outlives it was refused: why, its item says.';
call raise_tenant_wall('planned_inactivation');
grant delete on planned_inactivation to muster_app;

create function accounts_with_due_inactivations(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where exists (select from planned_inactivation p where p.account_id = a.id and p.started_in is null and p.due_at <= now_at)
$$;
alter function accounts_with_due_inactivations owner to muster_definer;
revoke create on schema public from muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── undoing
alter table run add column undo_of uuid, add foreign key (account_id, undo_of) references run (account_id, id);
create index run_undoing on run (account_id, undo_of) where undo_of is not null;
comment on column run.undo_of is 'The run that this one undoes; null for every other run.';
