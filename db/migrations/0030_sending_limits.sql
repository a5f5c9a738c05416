-- How much may be sent in a time: kept only while SEND_LIMITS is set. A message over a limit waits and says so.

create table sending_pace (
  account_id uuid not null references account,
  day        date not null default current_date,
  sent       integer not null default 0 check (sent >= 0),
  level      double precision not null default 0,
  leveled_at timestamptz not null default '-infinity',
  primary key (account_id)
);
comment on table sending_pace is 'How much an account has sent today, and how much it may send at once right now. Locked by whoever claims messages for it.';
comment on column sending_pace.day is 'Of the account''s own calendar.';
comment on column sending_pace.level is 'Messages that might leave at leveled_at; it rises by the limit of a minute, up to a tenth of that.';
call raise_tenant_wall('sending_pace');

create table domain_pace (
  domain     text primary key,
  level      double precision not null,
  leveled_at timestamptz not null
);
comment on table domain_pace is 'The same by receiving domain, of all accounts together: a mail server at the other end counts by where messages come from.';
grant select, insert, update on domain_pace to muster_app;
