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

-- The accounts in which a login is an active user, by name: what its owner chooses from.
create function accounts_of_login(login uuid) returns table (id uuid, name text)
  language sql stable security definer set search_path = public as $$
  select a.id, a.name from memberships_of(login) m join account a on a.id = m.account_id order by fold(a.name), a.id
$$;
alter function accounts_of_login owner to muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── forgotten passwords
-- Whoever asks is answered before anybody looks whether there is such a login: the request writes the same row for each.
create table forgotten_password (
  id        uuid primary key,
  user_name text not null check (length(user_name) <= 254),
  asked_at  timestamptz not null default now()
);
comment on table forgotten_password is 'Asked for by somebody, known or not; a sweep makes it a message or nothing, and deletes it.';
grant select, insert, update, delete on forgotten_password to muster_app;
grant select on forgotten_password to muster_definer;

create table password_reset (
  account_id    uuid not null,
  id            uuid not null,
  login_id      uuid not null references login,
  person_id     uuid not null,
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  created_at    timestamptz not null default clock_timestamp(),
  expires_at    timestamptz not null,
  used_at       timestamptz,
  primary key (account_id, id),
  foreign key (account_id, id) references message (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id)
);
create unique index password_reset_secret on password_reset (secret_sha256);
create index password_reset_of_login on password_reset (login_id, created_at);
comment on table password_reset is 'A link that lets the owner of a login choose a new password, once. Of a login only the newest works.';
comment on column password_reset.id is 'Also that of the message; the secret is derived from it whenever the message is made, and stored nowhere.';
call raise_tenant_wall('password_reset');

-- The account of a login that writes to its owner: the one joined first of those in which they are an active user.
create function first_membership(of_user_name text) returns table (account_id uuid, person_id uuid, login_id uuid)
  language sql stable security definer set search_path = public as $$
  select m.account_id, m.person_id, l.id from login l cross join lateral memberships_of(l.id) m
  where l.user_name = of_user_name limit 1
$$;
alter function first_membership owner to muster_definer;

-- Whose password a link is for: asked before anybody is signed in.
create function live_password_reset(secret bytea) returns table (account_id uuid, id uuid)
  language sql stable security definer set search_path = public as $$
  select r.account_id, r.id from password_reset r
  where r.secret_sha256 = secret and r.used_at is null and r.expires_at > now()
    and not exists (select from password_reset newer
      where newer.login_id = r.login_id and (newer.created_at, newer.id) > (r.created_at, r.id))
$$;
alter function live_password_reset owner to muster_definer;

revoke create on schema public from muster_definer;
