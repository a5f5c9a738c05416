-- Restored backups: what was put back into this installation, and when.

create table restoration (
  id            uuid primary key,
  made_at       timestamptz not null,
  restored_at   timestamptz not null default now(),
  secret_print  text not null check (secret_print ~ '^[0-9a-f]{64}$'),
  held_messages integer not null check (held_messages >= 0)
);
comment on table restoration is 'A backup that was restored: the database went back to an earlier moment then. Written by the restore itself.';
comment on column restoration.made_at is 'The moment of the backup: what happened between it and restored_at, Muster does not know.';
comment on column restoration.secret_print is 'By which the secret that the backup belongs to is known again; not the secret.';
comment on column restoration.held_messages is 'That were waiting, or in hand: the installation before may have sent them, so a person decides.';
grant select on restoration to muster_app, muster_operator;
