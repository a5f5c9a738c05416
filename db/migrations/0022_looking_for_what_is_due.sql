-- Every worker asks each second, and whenever something is written, whose invitations have something due. Told nothing of the
-- moment, as from its sixth call on, the planner took a third of all invitations to be due and read every one of them: 850 ms
-- for 750,000, a processor of every worker. The earliest moment of an account is the first entry of an index, whatever is asked.
create or replace function accounts_with_due_invitations(now_at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public as $$
  select a.id from account a
  where (select i.next_follow_up_at from invitation i where i.account_id = a.id and i.next_follow_up_at is not null
         order by i.next_follow_up_at limit 1) <= now_at
     or (select i.expires_at from invitation i where i.account_id = a.id and i.state = 'sent' and i.replaced_at is null
         order by i.expires_at limit 1) <= now_at
$$;
