-- The template that new people get, and templates that nobody is to get any more.

alter table permission_template add column archived_at timestamptz;
comment on column permission_template.archived_at is 'Since when it is given to nobody; no active user or member has it. Nothing is ever deleted.';

alter table account
  add column default_template_id uuid,
  add foreign key (id, default_template_id) references permission_template (account_id, id);
comment on column account.default_template_id is 'What a new user and a line of an import without a template get; no Admin''s. Null where the account had none such.';

-- What they got until now: Read Only, under whatever name. Of all accounts, and the wall holds for the owner too.
alter table account no force row level security;
alter table permission_template no force row level security;
update account a set default_template_id = (
  select t.id from permission_template t
  where t.account_id = a.id and t.scope = 'company' and t.directory_level = 'read_only' and t.is_assignable
  order by lower(t.name) = 'read only' desc, t.name limit 1);
alter table account force row level security;
alter table permission_template force row level security;
