-- What messages say, in an account's own words.

alter table message add column template text;
comment on column message.template is 'Which words it is written in, where that is decided when it is written; null leaves it to its kind.';

create table message_template_version (
  account_id    uuid not null references account,
  id            uuid not null,
  template      text not null,
  language      text not null check (language in ('en', 'ru')),
  number        integer not null check (number >= 1),
  words         jsonb,
  created_by    uuid not null,
  created_at    timestamptz not null default now(),
  in_force_from timestamptz not null default clock_timestamp() + interval '1 second',
  primary key (account_id, id),
  unique (account_id, template, language, number),
  foreign key (account_id, created_by) references person (account_id, id)
);
comment on table message_template_version is 'An account''s own words for a message, version by version; none is ever changed or taken away.';
comment on column message_template_version.template is 'Name of the message template, such as invitation/welcome.';
comment on column message_template_version.words is 'Subject, heading, body, button and SMS in Liquid; null goes back to Muster''s own words.';
comment on column message_template_version.in_force_from is 'A message is made of the version in force when it was written, however often it is made again. In the future by more than a save takes: so no message that was made before the version could be seen is made of it later.';
call raise_tenant_wall('message_template_version');
revoke update on message_template_version from muster_app;
