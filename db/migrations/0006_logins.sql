-- What a login's owner does with it: it belongs to no account, and what hangs on it lies in several.

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- All browsers that are signed in with a login, in whatever account: a new password ends them.
create function sessions_of_login(login uuid) returns table (account_id uuid, session_id uuid)
  language sql stable security definer set search_path = public as $$
  select s.account_id, s.id from session s where s.login_id = login and s.ended_at is null order by 1, 2
$$;
alter function sessions_of_login owner to muster_definer;
create index session_of_login on session (login_id) where ended_at is null;

revoke create on schema public from muster_definer;
