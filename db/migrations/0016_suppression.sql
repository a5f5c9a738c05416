-- Addresses that are not written to any more: who answered STOP, and numbers that do not exist.

create table suppression (
  account_id     uuid not null references account,
  id             uuid not null,
  channel        text not null check (channel in ('email', 'sms')),
  address        text not null check (length(address) between 1 and 254),
  reason         text not null,
  sending_number text,
  detail         text check (length(detail) <= 500),
  created_at     timestamptz not null default now(),
  lifted_at      timestamptz,
  lifted_by      uuid,
  primary key (account_id, id),
  foreign key (account_id, lifted_by) references person (account_id, id),
  constraint only_what_is_lifted_was_lifted_by_somebody check (lifted_by is null or lifted_at is not null)
);
create unique index suppression_in_force on suppression (account_id, channel, address) where lifted_at is null;
create index suppression_newest on suppression (account_id, created_at desc, id desc) where lifted_at is null;
comment on table suppression is 'Addresses that an account does not write to any more. History is kept; person_state has the verdict suppressed meanwhile.';
comment on column suppression.address is 'As messages are sent to: E.164 with +, or an e-mail address.';
comment on column suppression.reason is 'kebab-case code; its words are in locales/.';
comment on column suppression.sending_number is 'Of a STOP: the number of ours that they answered.';
comment on column suppression.detail is 'The gateway''s words.';
comment on column suppression.lifted_by is 'Who wants to write to it again; null where they themselves answered START.';
call raise_tenant_wall('suppression');

create table stopped_number (
  sending_number text not null,
  phone          text not null,
  stopped_at     timestamptz not null default now(),
  primary key (sending_number, phone)
);
create index stopped_number_phone on stopped_number (phone);
comment on table stopped_number is 'Who answered STOP to a number of ours: it holds for every account that sends from it, also for those that know the person only later.';
grant select, insert, delete on stopped_number to muster_app;

create index message_to_number on message (to_address) where channel = 'sms';
create index message_of_gateway on message (gateway_reference) where gateway_reference is not null;

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- Who has written to a number: asked when somebody answers, before any account is known.
create function accounts_that_texted(phone text) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select distinct m.account_id from message m where m.to_address = phone and m.channel = 'sms'
$$;
alter function accounts_that_texted owner to muster_definer;

-- Whose message a gateway means that names it by its own reference.
create function message_of_gateway(reference text, to_number text) returns table (account_id uuid, message_id uuid)
  language sql stable security definer set search_path = public as $$
  select m.account_id, m.id from message m where m.gateway_reference = reference and m.to_address = to_number and m.channel = 'sms'
$$;
alter function message_of_gateway owner to muster_definer;

revoke create on schema public from muster_definer;
