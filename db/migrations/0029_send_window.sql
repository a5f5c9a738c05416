-- When reminders may leave: on which days, from when until when, as the clock goes where their recipient is.

alter table account
  add column follow_up_from_minute  smallint not null default 0    check (follow_up_from_minute between 0 and 1439),
  add column follow_up_until_minute smallint not null default 1440 check (follow_up_until_minute between 1 and 1440),
  add column follow_up_weekdays     smallint[] not null default '{1,2,3,4,5,6,7}'
    check (cardinality(follow_up_weekdays) > 0 and follow_up_weekdays <@ '{1,2,3,4,5,6,7}'),
  add constraint a_send_window_is_open_at_some_time check (follow_up_from_minute < follow_up_until_minute);
comment on column account.follow_up_from_minute is 'Reminders leave from this minute of the day on, in the time zone of their recipient or else of the account.';
comment on column account.follow_up_weekdays is 'Monday is 1.';

alter table person add column time_zone text;
comment on column person.time_zone is 'As the IANA database has it; null where they are in that of the account.';

alter table message add column leave_until timestamptz;
comment on column message.leave_until is 'Of a reminder: when its send window closes. If it has not left by then, it waits for the next one.';
create index message_leave_until on message (account_id, leave_until) where leave_until is not null and is_open;

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

create or replace function accounts_with_due_invitations(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where exists (select from invitation i where i.account_id = a.id and i.next_follow_up_at <= now_at)
     or exists (select from invitation i where i.account_id = a.id and i.state = 'sent' and i.replaced_at is null and i.expires_at <= now_at)
     or exists (select from message m where m.account_id = a.id and m.leave_until <= now_at and m.is_open and m.lease_until is null)
$$;

revoke create on schema public from muster_definer;

-- The unconfirmed are few, and somebody has to decide about each.
create index person_state_unconfirmed on person_state (account_id) where is_unconfirmed;
