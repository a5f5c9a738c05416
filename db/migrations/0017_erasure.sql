-- Erasure: on legal request the person in a record becomes unnamed, and the record stays.

alter table person add column erased_at timestamptz;
comment on column person.erased_at is 'Since when nothing here says who they were; the row stays, because history points at it.';

-- Whether another account knows a login's owner: then it is theirs and stays.
grant create on schema public to muster_definer;
create function is_login_known_elsewhere(login uuid) returns boolean
  language sql stable security definer set search_path = public as $$
  select exists (select from person p where p.login_id = login and p.account_id <> current_account_id())
    or exists (select from super_admin a where a.login_id = login)
$$;
alter function is_login_known_elsewhere owner to muster_definer;
revoke create on schema public from muster_definer;

-- ───────────────────────────────────────────────────────────────────────────── the audit log
-- What is sealed is not the detail but a commitment to it: SHA-256 over a random salt and the detail. Without the salt the
-- commitment tells nothing, not even whether a guess is right; with it, any change of the detail shows.
alter table audit_event add column salt bytea, add column commitment bytea, add column erased_at timestamptz,
  add constraint a_salt_is_long check (length(salt) = 32), add constraint a_commitment_is_a_hash check (length(commitment) = 32);
comment on column audit_event.salt is 'Random, made when the event is sealed; removed with the detail when that is erased.';
comment on column audit_event.commitment is 'SHA-256 of salt and detail, which the chain seals in place of the detail; null in what was sealed before there were any.';
comment on column audit_event.erased_at is 'The detail was personal data and is gone; what is left of the event is still sealed.';
grant update (salt, commitment, detail, erased_at) on audit_event to muster_app;

create function audit_only_erases() returns trigger language plpgsql as $$
begin
  if old.erased_at is null and new.erased_at is not null and new.detail = '{}' and new.salt is null
     and (new.account_id, new.id, new.at, new.event, new.actor_id, new.subject_id, new.run_id, new.sequence, new.hash, new.commitment)
       is not distinct from
         (old.account_id, old.id, old.at, old.event, old.actor_id, old.subject_id, old.run_id, old.sequence, old.hash, old.commitment)
  then
    return new;
  end if;
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
drop trigger no_change on audit_event;
create trigger no_change before update on audit_event for each row
  when (old.sequence is not null or old.detail is distinct from new.detail or old.erased_at is distinct from new.erased_at)
  execute function audit_only_erases();

