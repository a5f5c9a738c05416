-- "Stop reminding me" in the follow-ups of an invitation to join (decision 0035).
create table reminder_stop (
  account_id uuid not null,
  person_id  uuid not null,
  message_id uuid not null,
  stopped_at timestamptz not null default now(),
  primary key (account_id, person_id, message_id),
  foreign key (account_id, person_id) references person (account_id, id),
  foreign key (account_id, message_id) references message (account_id, id)
);
comment on table reminder_stop is 'Somebody asked, by the link in a reminder, to be reminded of their invitation no more. It holds for the address that the message went to: while that is theirs, whatever generation of the invitation.';
comment on column reminder_stop.message_id is 'By whose link. Its to_address says for which address it holds; where that was erased, for none.';
call raise_tenant_wall('reminder_stop');
