-- Invitations that carry a temporary password instead of a link, and links that an admin hands over themselves.

alter table account add column invitation_carries text not null default 'link'
  check (invitation_carries in ('link', 'temporary-password'));
comment on column account.invitation_carries is 'What brings somebody in who has no login yet. Whose login exists always gets a link: it is its owner''s.';

alter table invitation
  add column temporary_sha256 bytea check (length(temporary_sha256) = 32),
  add column link_given_at timestamptz,
  add column link_expires_at timestamptz,
  add constraint a_given_link_expires check ((link_given_at is null) = (link_expires_at is null)),
  add constraint a_link_is_given_where_nothing_arrived check (link_given_at is null or state in ('error', 'accepted', 'declined'));
create unique index invitation_temporary on invitation (temporary_sha256) where temporary_sha256 is not null;
comment on column invitation.temporary_sha256 is 'Of the temporary password that its messages carry, derived like the secret and stored nowhere; null where they carry a link.';
comment on column invitation.link_given_at is 'When an admin took its link to hand it over, because no message could be delivered.';
comment on column invitation.link_expires_at is 'How long that link works.';

-- Whose invitation a link or a temporary password is: asked before anybody is signed in.
create or replace function invitation_with_secret(secret bytea) returns table (account_id uuid, invitation_id uuid)
  language sql stable security definer set search_path = public as $$
  select i.account_id, i.id from invitation i where i.secret_sha256 = secret
  union all
  select i.account_id, i.id from invitation i where i.temporary_sha256 = secret
$$;
