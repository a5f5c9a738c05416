-- In the list of where they are signed in people recognise a browser by its name.
alter table session add column browser text;
comment on column session.browser is 'Firefox · Windows: names from a closed list, read at the sign-in; null where it named none. What the browser sent is stored nowhere.';
