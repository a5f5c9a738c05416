-- As 0022 has it, for what 0029 asks besides: the earliest moment is the first entry of an index, whatever is asked.
create or replace function accounts_with_due_invitations(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where (select i.next_follow_up_at from invitation i where i.account_id = a.id and i.next_follow_up_at is not null
         order by i.next_follow_up_at limit 1) <= now_at
     or (select i.expires_at from invitation i where i.account_id = a.id and i.state = 'sent' and i.replaced_at is null
         order by i.expires_at limit 1) <= now_at
     or exists (select from message m where m.account_id = a.id and m.leave_until <= now_at and m.is_open and m.lease_until is null)
$$;
