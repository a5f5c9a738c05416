-- What comes back after a mail server took a message: bounces, delays, complaints.

alter table account add column sms_after_bounce boolean not null default false;
comment on column account.sms_after_bounce is 'Whether who has a phone is written to by SMS when their e-mail came back; never under Confirm only by email.';

create table message_report (
  account_id uuid not null,
  message_id uuid not null,
  outcome    text not null check (outcome in ('delivered', 'delayed', 'failed', 'complained')),
  status     text not null default '' check (status ~ '^([245]\.\d{1,3}\.\d{1,3})?$'),
  reason     text,
  at         timestamptz not null default now(),
  primary key (account_id, message_id, outcome, status),
  foreign key (account_id, message_id) references message (account_id, id)
);
comment on table message_report is 'What was reported of an e-mail after it was accepted. The same report twice is one row, so a replayed one changes nothing.';
comment on column message_report.status is 'Enhanced status code of RFC 3463; empty where none was told.';
comment on column message_report.reason is 'kebab-case code of what the status means; its words are in locales/.';
call raise_tenant_wall('message_report');

create table mail_report_count (
  verdict text primary key,
  reports bigint not null default 0,
  last_at timestamptz not null default now()
);
comment on table mail_report_count is 'How many reports came, and what was made of them; also those that are forged, unknown or not to be read, which change nothing else.';
grant select, insert, update on mail_report_count to muster_app;
grant select on mail_report_count to muster_operator;

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- Whose message a report is of: it names the message alone, so that the return path stays short enough. Each account is
-- asked by its primary key; accounts are few, and nobody gets here without a valid signature.
create function account_of_message(message uuid) returns uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a where exists (select from message m where m.account_id = a.id and m.id = message)
$$;
alter function account_of_message owner to muster_definer;

revoke create on schema public from muster_definer;
