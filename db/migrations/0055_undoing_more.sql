-- What undoing a run goes by where the rows themselves do not tell any more how it was before.

create table template_change (
  account_id       uuid not null,
  run_id           uuid not null,
  person_id        uuid not null,
  from_template_id uuid not null,
  primary key (account_id, run_id, person_id)
);
comment on table template_change is 'Which template a run took from whom when it gave them another.';
call raise_tenant_wall('template_change');

create table called_off_inactivation (
  account_id uuid not null,
  run_id     uuid not null,
  person_id  uuid not null,
  due_at     timestamptz not null,
  planned_in uuid not null,
  primary key (account_id, run_id, person_id)
);
comment on table called_off_inactivation is 'What was planned for whom until a run called it off; as in planned_inactivation.';
comment on column called_off_inactivation.planned_in is 'The run that planned it; its input says what becomes of their open items.';
call raise_tenant_wall('called_off_inactivation');

create table company_brought_back (
  account_id uuid not null,
  run_id     uuid not null,
  company_id uuid not null,
  version    timestamptz not null,
  primary key (account_id, run_id, company_id)
);
comment on table company_brought_back is 'Companies that a run reactivated along with their people.';
comment on column company_brought_back.version is 'company.changed_at as that left it: another one now means that somebody changed the company since.';
call raise_tenant_wall('company_brought_back');
