-- SMS: the second channel of the ledger, through a gateway of its own.

alter type address_verdict add value 'suppressed';

alter table message
  add column channel text not null default 'email' check (channel in ('email', 'sms')),
  add column user_name text,
  add column gateway_reference text check (length(gateway_reference) <= 200);
comment on table message is 'The ledger: one row per e-mail or SMS, written in the transaction that causes it; claim → fence → dot → ack.';
comment on column message.channel is 'Chosen when the message is written, by the verification method and what the person''s addresses are worth.';
comment on column message.user_name is 'What the message tells them to sign in with; null where that is the address it goes to.';
comment on column message.gateway_reference is 'What the SMS gateway calls the message: its delivery reports name it.';
comment on column message.dot_at is 'When the fence let the end of the message pass: from then on a missing answer means not known.';
comment on column message.reply is 'The mail server''s or gateway''s last answer, word for word.';

-- Each channel claims its own: a thousand e-mails do not stand before one SMS.
drop index message_due;
create index message_due on message (account_id, channel, is_urgent desc, due_at, id) where is_open and lease_until is null;

-- By the method Both a follow-up goes once by each channel.
drop index message_follow_up_once;
create unique index message_follow_up_once on message (account_id, invitation_id, ordinal, channel) where kind = 'follow-up';

alter table account
  add column sms_paused_reason text,
  add column sms_paused_until timestamptz,
  add constraint an_sms_pause_has_a_reason check (sms_paused_until is null or sms_paused_reason is not null);
comment on column account.sms_paused_until is 'Set while the SMS gateway refuses to work with us at all; e-mail goes on, and the worker tries again then.';

alter table mailbox_message add column channel text not null default 'email' check (channel in ('email', 'sms'));
comment on table mailbox_message is 'What the catchers on loopback received while no mail server or SMS gateway is configured.';
comment on column mailbox_message.raw is 'An e-mail as it came over SMTP; an SMS as its text in UTF-8.';

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

drop function accounts_with_due_messages(timestamptz);
create function accounts_with_due_messages(by_channel text, now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where coalesce(case by_channel when 'sms' then a.sms_paused_until else a.sending_paused_until end <= now(), true)
    and (exists (select from message m where m.account_id = a.id and m.channel = by_channel
                 and m.is_open and m.lease_until is null and m.due_at <= now_at)
      or exists (select from message m where m.account_id = a.id and m.channel = by_channel and m.lease_until <= now()))
$$;
alter function accounts_with_due_messages owner to muster_definer;

revoke create on schema public from muster_definer;
