-- Permission templates down to the single tool: a level for each, more granular permissions, and templates of a project.

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

alter table permission_template
  add column scope                  text not null default 'company' check (scope in ('company', 'project')),
  add column prequalifications_level permission_level not null default 'none',
  add column reports_level          permission_level not null default 'none',
  add column admin_level            permission_level not null default 'none',
  add constraint a_project_knows_the_directory_alone check (scope = 'company'
    or (prequalifications_level = 'none' and reports_level = 'none' and admin_level = 'none'));
comment on column permission_template.scope is 'company: what a user may do in the account; each has one. project: what a member may do in one project''s directory.';
comment on column permission_template.directory_level is 'Admin in the scope company makes a company Admin, who may do everything whatever the other levels say.';
comment on column permission_template.admin_level is 'The Admin tool: the account''s settings, its audit log and its API keys.';
drop index permission_template_name;
create unique index permission_template_name on permission_template (account_id, scope, lower(name));

-- The rows below are those of all accounts, and the wall holds for the owner too.
alter table account no force row level security;
alter table permission_template no force row level security;
update permission_template set prequalifications_level = 'admin', reports_level = 'admin', admin_level = 'admin'
where directory_level = 'admin';
-- Who could read a card until now, still can.
update permission_template set granular = granular || '{view-company-detail,view-user-detail}'
where directory_level = 'read_only';
insert into permission_template (account_id, id, name, scope, directory_level, granular)
select a.id, gen_random_uuid(), t.name, 'project', t.level::permission_level, t.granular
from account a
cross join (values ('Project Admin', 'admin', '{}'::text[]), ('Project Standard', 'standard', '{}'),
                   ('Project Read Only', 'read_only', '{}')) as t (name, level, granular);
alter table account force row level security;
alter table permission_template force row level security;

drop function live_session;
-- Which live session a cookie names, and what its person may do: the one question asked before the account is known.
create function live_session(token bytea, idle interval, longest interval)
  returns table (account_id uuid, session_id uuid, person_id uuid, login_id uuid, seen_at timestamptz,
                 first_name text, last_name text, email text, template_id uuid, directory_level permission_level,
                 prequalifications_level permission_level, reports_level permission_level, admin_level permission_level,
                 granular text[])
  language sql stable security definer set search_path = public as $$
  select s.account_id, s.id, s.person_id, s.login_id, s.seen_at, p.first_name, p.last_name, p.email,
         t.id, t.directory_level, t.prequalifications_level, t.reports_level, t.admin_level, t.granular
  from session s
  join person_state st on st.account_id = s.account_id and st.person_id = s.person_id
    and st.status = 'active' and st.kind = 'user'
  join person p on p.account_id = s.account_id and p.id = s.person_id
  join permission_template t on t.account_id = st.account_id and t.id = st.template_id
  where s.token_sha256 = token and s.ended_at is null and s.seen_at > now() - idle and s.created_at > now() - longest
$$;
alter function live_session owner to muster_definer;

revoke create on schema public from muster_definer;
