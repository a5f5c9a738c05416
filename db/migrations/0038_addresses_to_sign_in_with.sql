-- Besides the user name a login may have e-mail addresses and phone numbers that it signs in with. No account writes them:
-- the login's owner does, and shows that what is sent there reaches them.

create table login_address (
  id       uuid primary key,
  login_id uuid not null references login,
  address  text not null check (length(address) <= 254),
  added_at timestamptz not null default now()
);
create unique index login_address_address on login_address (address);
create index login_address_of_login on login_address (login_id);
comment on table login_address is 'What a login''s owner signs in with besides the user name; they opened a link that was sent there.';
comment on column login_address.address is 'As user names are stored: an e-mail address in lower case, or a number in E.164.';
grant select, insert, delete on login_address to muster_app;
grant select on login_address to muster_definer;

create table login_address_request (
  account_id    uuid not null,
  id            uuid not null,
  login_id      uuid not null references login,
  person_id     uuid not null,
  address       text not null check (length(address) <= 254),
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  created_at    timestamptz not null default clock_timestamp(),
  expires_at    timestamptz not null,
  used_at       timestamptz,
  primary key (account_id, id),
  foreign key (account_id, id) references message (account_id, id),
  foreign key (account_id, person_id) references person (account_id, id)
);
create index login_address_request_of_login on login_address_request (login_id, created_at);
comment on table login_address_request is 'A link to an address that somebody wants to sign in with, once.';
comment on column login_address_request.id is 'Also that of the message; the secret is derived from it and stored nowhere.';
call raise_tenant_wall('login_address_request');

-- Opened in whichever account its owner is signed in to just then.
grant create on schema public to muster_definer;
create function account_of_address_request(login uuid, secret bytea) returns uuid
  language sql stable security definer set search_path = public as $$
  select r.account_id from login_address_request r where r.login_id = login and r.secret_sha256 = secret
$$;
alter function account_of_address_request owner to muster_definer;
revoke create on schema public from muster_definer;

-- Also where the login is meant by an address of its own.
create or replace function first_membership(of_user_name text) returns table (account_id uuid, person_id uuid, login_id uuid)
  language sql stable security definer set search_path = public as $$
  select m.account_id, m.person_id, l.id from login l cross join lateral memberships_of(l.id) m
  where l.id = coalesce((select n.id from login n where n.user_name = of_user_name),
                        (select a.login_id from login_address a where a.address = of_user_name)) limit 1
$$;
