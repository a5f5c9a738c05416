-- Who started a long run hears of its end: on the screen until they have seen it, and by e-mail if they want that.
alter table run add column seen_at timestamptz;
comment on column run.seen_at is 'When who started it saw its end, or when there was nothing to tell them: it was over at once, they ended it themselves, or a program started it. Null on a finished run: a notice waits for them.';
create index run_to_be_seen on run (account_id, actor_id, id) where finished_at is not null and seen_at is null;

alter table person add column mails_finished_runs boolean not null default false;
comment on column person.mails_finished_runs is 'Wants an e-mail when a long run of theirs is finished. Their own choice.';

-- What is over already is no news. Of all accounts, and the wall holds for the owner too.
alter table run no force row level security;
update run set seen_at = finished_at where finished_at is not null;
alter table run force row level security;
