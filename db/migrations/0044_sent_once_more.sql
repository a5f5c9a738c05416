-- Unconfirmed messages can be sent once more by the thousand: the run that does it waits for them too.
alter table message add column resend_run_id uuid;
comment on column message.resend_run_id is 'The run that sent it once more because its answer was lost: items of both that and run_id get their outcome from it.';
