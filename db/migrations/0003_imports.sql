-- Reading checked imports back: lines with a warning are few and asked for by themselves.

create index import_line_warned on import_line (account_id, import_id, line) where warnings <> '[]' and verdict <> 'faulty';
comment on column import_line.person_id is 'Whom it updates or leaves alone; for a person to add, the id they get: applying again adds nobody twice.';
