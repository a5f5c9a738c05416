-- API keys: what a program of the account's signs its requests with, in the name of a person and never with more than they may.

create table api_key (
  account_id   uuid not null references account,
  id           uuid not null,
  prefix       text not null check (prefix ~ '^[0-9a-f]{8}$'),
  key_sha256   bytea not null check (length(key_sha256) = 32),
  name         text not null check (length(name) between 1 and 100),
  scopes       text[] not null check (cardinality(scopes) > 0),
  owner_id     uuid not null,
  created_at   timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at   timestamptz,
  ended_at     timestamptz,
  primary key (account_id, id),
  foreign key (account_id, owner_id) references person (account_id, id)
);
create unique index api_key_key on api_key (key_sha256);
create unique index api_key_name on api_key (account_id, fold(name)) where ended_at is null;
create index api_key_owner on api_key (account_id, owner_id) where ended_at is null;
comment on table api_key is 'A secret shown once. Ends with its owner: in the transaction of the inactivation, and unusable while they are no active user.';
comment on column api_key.prefix is 'The readable part of the key, by which people know it again.';
comment on column api_key.key_sha256 is 'Of the whole key; 256 random bits need no slow hash.';
comment on column api_key.scopes is 'Permissions as in contract/permissions.ts: of what the owner may do at the time of a request, these at most.';
comment on column api_key.last_used_at is 'To the minute.';
call raise_tenant_wall('api_key');

-- An owner must be able to create in the schema.
grant create on schema public to muster_definer;

-- Whose key it is: asked before the account is known.
create function live_api_key(key bytea)
  returns table (account_id uuid, id uuid, owner_id uuid, scopes text[], last_used_at timestamptz)
  language sql stable security definer set search_path = public as $$
  select k.account_id, k.id, k.owner_id, k.scopes, k.last_used_at
  from api_key k
  where k.key_sha256 = key and k.ended_at is null and (k.expires_at is null or k.expires_at > now())
$$;
alter function live_api_key owner to muster_definer;

revoke create on schema public from muster_definer;
