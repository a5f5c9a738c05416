alter table prequalification_setting add column tells_of_submissions boolean not null default true;
comment on column prequalification_setting.tells_of_submissions is 'Whoever asked for a form, or for changes in it, gets an e-mail when it is submitted.';
