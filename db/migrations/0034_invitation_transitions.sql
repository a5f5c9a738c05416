-- Which way an invitation may go. Source: product.md, section 3.

create function invitation_goes_no_such_way() returns trigger language plpgsql as $$
begin
  raise exception 'an invitation does not go from % to %', old.state, new.state using errcode = 'check_violation';
end $$;

-- Asked in the trigger's condition, so that what is allowed costs no call.
create trigger invitation_goes_its_way before update of state on invitation for each row
  when (old.state <> new.state and (old.state, new.state) not in (
    ('waiting', 'sent'), ('waiting', 'error'), ('waiting', 'cancelled'),
    -- Handed over, and its answer was not heard yet.
    ('waiting', 'accepted'), ('waiting', 'declined'),
    ('sent', 'accepted'), ('sent', 'expired'), ('sent', 'revoked'), ('sent', 'cancelled'), ('sent', 'declined'),
    -- It came back later; or it did, and another message of it is still on its way.
    ('sent', 'error'), ('expired', 'error'), ('sent', 'waiting'),
    ('expired', 'revoked'), ('expired', 'accepted'),
    -- Its link was handed over by an admin.
    ('error', 'accepted'), ('error', 'declined')))
  execute function invitation_goes_no_such_way();
