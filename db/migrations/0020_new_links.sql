-- Somebody whose link works no more asks for a new one. They are answered before anybody looks whether the link was ever
-- one: the request writes the same row for each.

create table asked_for_link (
  id            uuid primary key,
  secret_sha256 bytea not null check (length(secret_sha256) = 32),
  asked_at      timestamptz not null default now()
);
comment on table asked_for_link is 'Asked for by somebody, known or not; a sweep makes it a new invitation or nothing, and deletes it.';
grant select, insert, update, delete on asked_for_link to muster_app;
grant select on asked_for_link to muster_definer;
