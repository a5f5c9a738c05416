-- The whole directory: companies with a status, projects and who is on them, distribution groups, contacts; and runs of
-- bulk actions over more than people.

-- ───────────────────────────────────────────────────────────────────────────── people
alter table person_state add column is_employee boolean not null default false;
comment on column person_state.is_employee is 'Works for the account''s own company, as somebody said; not worked out from company_id.';

-- A contact cannot sign in: there is nothing that a template would grant them, and nothing to invite them to.
alter table person_state alter column template_id drop not null;
alter table person_state add constraint a_user_has_a_template check (kind = 'contact' or template_id is not null);
alter table person_state add constraint a_contact_is_not_invited check (kind = 'user' or invitation_state = 'not_invited');
comment on column person_state.template_id is 'Null for contacts only.';

-- ───────────────────────────────────────────────────────────────────────────── companies
create type company_status as enum ('active', 'inactive');

-- What a name comes down to when it is compared with another: folded, without punctuation and without the legal forms
-- around it. "Star Framing, L.L.C." and "star framing" are alike, so are «ООО "Каркас"» and "Каркас". A name made of
-- nothing else stays as it is.
create function company_match_key(name text) returns text language sql immutable strict parallel safe
  return (
    select coalesce(nullif(btrim(regexp_replace(regexp_replace(plain.words,
      '^((ооо|оао|зао|пао|нао|ао|ип|тоо|чп|пк|llc|ltd|inc|gmbh|firma)\s+)+(?=\S)', ''),
      '(\s+(llc|llp|lllp|lp|plc|pllc|pc|inc|incorporated|corp|corporation|co|company|ltd|limited|pty|cic|gmbh|mbh|ag|kg|ohg|ug|gbr|ek|se|sa|sas|sasu|sarl|eurl|snc|scs|spa|srl|srls|sl|slu|lda|bv|nv|vof|as|asa|aps|ivs|oy|oyj|ab|hb|kft|zrt|nyrt|sro|spol|zoo|sp|doo|dd|ad|ood|eood|ooo|oao|zao|pao|ao|ооо|оао|зао|пао|нао|ао|ип|тоо|чп|и компания))+$', '')), ''),
      plain.words)
    from (select btrim(regexp_replace(regexp_replace(regexp_replace(fold(name), '[.''’`]', '', 'g'),
      '[-!"#$%&()*+,/:;<=>?@\[\\\]^_{|}~«»“”„‘–—№]+', ' ', 'g'), '\s+', ' ', 'g')) as words) plain);

alter table company
  add column status     company_status not null default 'active',
  add column trades     text[] not null default '{}' check (cardinality(trades) <= 50),
  add column phone      text check (length(phone) <= 50),
  add column email      text check (length(email) <= 254),
  add column website    text check (length(website) <= 500),
  add column address    text check (length(address) <= 500),
  add column city       text check (length(city) <= 200),
  add column merged_into uuid,
  add column changed_at timestamptz not null default clock_timestamp(),
  add column sort_name  text not null generated always as (fold(name)) stored,
  add column match_key  text not null generated always as (company_match_key(name)) stored,
  add foreign key (account_id, merged_into) references company (account_id, id),
  add constraint a_merged_company_is_inactive check (merged_into is null or status = 'inactive'),
  add constraint the_own_company_is_active check (not is_own or status = 'active');
create index company_by_name on company (account_id, status, sort_name, id);
create index company_likeness on company using gin (account_id, match_key gin_trgm_ops);
create index company_trades on company using gin (account_id, trades);
create index company_merged on company (account_id, merged_into) where merged_into is not null;
comment on column company.trades is 'What the firm does, in the account''s own words, such as Framing.';
comment on column company.merged_into is 'The company that it turned out to be; never another merged one. Its name still finds that one, in imports too.';
comment on column company.changed_at is 'Any change that a review would show; what changed after a review is skipped by its run.';
comment on column company.match_key is 'The name without legal forms and punctuation: equal or alike for likely duplicates.';

-- As with directory_row: with the wall in its own WHERE, so that likeness can use its index.
create view company_row as
  select account_id, id, id as subject_id, name, is_own, status, trades, phone, email, website, address, city, created_at,
         changed_at, sort_name, match_key
  from company where account_id = current_account_id() and merged_into is null;
grant create on schema public to muster_definer;
alter view company_row owner to muster_definer;
revoke create on schema public from muster_definer;
grant select on company_row to muster_app;
comment on view company_row is 'The companies of the current account, without those that were merged into another.';

-- ───────────────────────────────────────────────────────────────────────────── projects
create type project_status as enum ('active', 'closed');

create table project (
  account_id uuid not null references account,
  id         uuid not null,
  name       text not null check (length(name) between 1 and 200),
  number     text check (length(number) between 1 and 50),
  status     project_status not null default 'active',
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default clock_timestamp(),
  primary key (account_id, id)
);
create unique index project_name on project (account_id, fold(name));
create unique index project_number on project (account_id, fold(number)) where number is not null;
comment on table project is 'A project; who is on it is its project directory. Closed, it keeps everybody.';
comment on column project.number is 'The account''s own number of it, as written on drawings.';
call raise_tenant_wall('project');

create table project_member (
  account_id  uuid not null,
  project_id  uuid not null,
  person_id   uuid not null,
  template_id uuid,
  added_at    timestamptz not null default now(),
  ended_at    timestamptz,
  primary key (account_id, project_id, person_id),
  foreign key (account_id, project_id) references project (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, template_id) references permission_template (account_id, id)
);
create index project_member_of_person on project_member (account_id, person_id) where ended_at is null;
comment on table project_member is 'Who is on a project, users and contacts. Inactivating a person leaves the row: so they come back to it with their reactivation.';
comment on column project_member.template_id is 'What they may do on this project; a template of scope project. Null: they are on it, and that is all.';
comment on column project_member.ended_at is 'When they were taken off; added again, the row lives on.';
call raise_tenant_wall('project_member');

-- ───────────────────────────────────────────────────────────────────────────── distribution groups
create table distribution_group (
  account_id  uuid not null references account,
  id          uuid not null,
  name        text not null check (length(name) between 1 and 200),
  description text check (length(description) <= 500),
  created_at  timestamptz not null default now(),
  changed_at  timestamptz not null default clock_timestamp(),
  primary key (account_id, id)
);
create unique index distribution_group_name on distribution_group (account_id, fold(name));
comment on table distribution_group is 'A named set of people who are sent things together.';
call raise_tenant_wall('distribution_group');
grant delete on distribution_group to muster_app;

create table distribution_group_member (
  account_id uuid not null,
  group_id   uuid not null,
  person_id  uuid not null,
  added_at   timestamptz not null default now(),
  primary key (account_id, group_id, person_id),
  foreign key (account_id, group_id) references distribution_group (account_id, id) on delete cascade,
  foreign key (account_id, person_id) references person (account_id, id)
);
create index distribution_group_of_person on distribution_group_member (account_id, person_id);
comment on table distribution_group_member is 'Who is in a group. Inactivating a person leaves the row, as with projects.';
call raise_tenant_wall('distribution_group_member');
grant delete on distribution_group_member to muster_app;

-- ───────────────────────────────────────────────────────────────────────────── runs over more than people
alter table run_item rename column person_id to subject_id;
comment on column run_item.subject_id is 'What is acted on: a person, a company, an open item; which of them, the name of the run''s action begins with.';

-- Every view whose rows are judged calls what it shows subject_id; the machinery reads no other name.
create or replace view state_row as
  select account_id, person_id, kind, status, invitation_state, is_unconfirmed, was_ever_sent, email_verdict, phone_verdict,
         company_id, template_id, invitation_id, joined_at, changed_at, error_reason, active_email,
         is_employee, person_id as subject_id
  from person_state where account_id = current_account_id();

create or replace view directory_row as
  select p.account_id, p.id, p.first_name, p.last_name, p.email, p.phone, p.job_title, p.company_name, p.external_id,
         p.language, p.login_id, p.created_at, p.sort_name, coalesce(p.email, '') as sort_email,
         coalesce(p.company_name, '') as sort_company, p.search_text,
         s.kind, s.status, s.invitation_state, s.is_unconfirmed, s.was_ever_sent, s.email_verdict, s.phone_verdict,
         s.company_id, s.template_id, s.invitation_id, s.joined_at, s.changed_at, s.error_reason,
         s.is_employee, s.person_id
  from person p
  join person_state s on s.account_id = p.account_id and s.person_id = p.id
  where p.account_id = current_account_id() and s.account_id = current_account_id();
