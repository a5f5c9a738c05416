-- A run acts in the name of a person, and of a program no further than its key went when it was started.
alter table run add column scopes text[];
comment on column run.scopes is 'Of the key that a program started it by: the run may no more than that. Null where a person pressed.';
