-- A message is given up after so long of being told "later", and not after so long of waiting for its turn.
alter table message add column deferred_since timestamptz;
comment on column message.deferred_since is 'When the other side first said "later". Null where it never did, also of what is to be sent once more.';
update message set deferred_since = created_at where state = 'deferred';

-- Gateways count their references anew some day: a report is of the newest message that has it.
create or replace function message_of_gateway(reference text, to_number text) returns table (account_id uuid, message_id uuid)
  language sql stable security definer set search_path = public as $$
  select m.account_id, m.id from message m where m.gateway_reference = reference and m.to_address = to_number and m.channel = 'sms'
  order by m.answered_at desc nulls last, m.id desc limit 1
$$;
