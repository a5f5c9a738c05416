-- What holds for the whole installation and not for one account alone, and the role of those who look after it.

-- muster_operator: what the super admins' pages work as, one transaction at a time. It is named in no policy of a tenant
-- wall, so it reads and writes nothing of an account's but what is granted to it one by one.
do $$
begin
  perform pg_advisory_xact_lock(hashtext('muster roles'));
  if not exists (select from pg_roles where rolname = 'muster_operator') then
    create role muster_operator nologin nobypassrls;
  end if;
exception when insufficient_privilege then
  raise exception 'Muster needs one more role. As a superuser: create role muster_operator; grant muster_operator to %;', current_user;
end $$;
do $$
begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    grant muster_operator to current_user;
  end if;
exception when insufficient_privilege then null;
end $$;
grant usage on schema public to muster_operator;

create table installation_setting (
  is_the_only_one          boolean primary key default true check (is_the_only_one),
  verification_method      text not null default 'email-or-sms'
                             check (verification_method in ('email-or-sms', 'sms-or-email', 'both', 'email-only')),
  shortest_password        smallint not null default 15 check (shortest_password between 15 and 64),
  refused_password_words   text[] not null default '{}' check (cardinality(refused_password_words) <= 200),
  idle_session_minutes     integer not null default 720 check (idle_session_minutes between 5 and 43200),
  longest_session_hours    integer not null default 720 check (longest_session_hours between 1 and 8760),
  sending_paused_at        timestamptz,
  sending_paused_reason    text check (length(sending_paused_reason) between 1 and 500),
  constraint a_pause_says_why check ((sending_paused_at is null) = (sending_paused_reason is null))
);
insert into installation_setting default values;
comment on table installation_setting is 'The settings of the installation: one row.';
comment on column installation_setting.verification_method is 'By which channels invitations go; an account may only tighten it to email-only.';
comment on column installation_setting.shortest_password is 'In characters; never below what NIST SP 800-63B-4 asks for.';
comment on column installation_setting.refused_password_words is 'What passwords here must not be made of, beside what everybody tries first.';
comment on column installation_setting.sending_paused_at is 'Since when nothing is sent for any account; null while sending goes on.';
comment on column installation_setting.sending_paused_reason is 'In the words of who paused it; shown to administrators.';
grant select on installation_setting to muster_app, muster_definer;
grant select, update on installation_setting to muster_operator;

alter table account
  add column confirm_only_by_email boolean not null default false,
  add column suspended_at timestamptz,
  add column suspended_reason text check (length(suspended_reason) between 1 and 500),
  add constraint a_suspension_says_why check ((suspended_at is null) = (suspended_reason is null));
comment on column account.confirm_only_by_email is 'SMS is never used, whatever the installation allows.';
comment on column account.suspended_at is 'Since when nobody gets in and nothing is done for it; null while all is well. Nothing of it is changed meanwhile.';
comment on column account.suspended_reason is 'In the words of the super admin who suspended it.';

-- Suspending is the operator's alone.
create function only_operators_suspend() returns trigger language plpgsql as $$
begin
  if current_user = 'muster_app' then
    raise exception 'only a super admin suspends an account' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger suspended_by_operators before update on account for each row
  when (old.suspended_at is distinct from new.suspended_at or old.suspended_reason is distinct from new.suspended_reason)
  execute function only_operators_suspend();
create trigger made_unsuspended before insert on account for each row
  when (new.suspended_at is not null) execute function only_operators_suspend();
create policy of_all_accounts on account to muster_operator using (true) with check (true);
grant select on account to muster_operator;
grant update (suspended_at, suspended_reason) on account to muster_operator;

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- Whom background work leaves alone: asked before any account is entered.
create function suspended_accounts() returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a where a.suspended_at is not null
$$;
alter function suspended_accounts owner to muster_definer;

revoke create on schema public from muster_definer;
