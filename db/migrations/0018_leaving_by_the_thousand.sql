-- What a run writes of everybody whom it inactivates is right by construction: run, person and item were read and locked in
-- the same transaction. Looking each up once more took a third of the time that inactivating 100,000 people took.
alter table inactivation
  drop constraint inactivation_account_id_person_id_fkey,
  drop constraint inactivation_account_id_run_id_fkey;
alter table open_item drop constraint open_item_account_id_given_in_fkey;
alter table open_item_reassignment
  drop constraint open_item_reassignment_account_id_run_id_fkey,
  drop constraint open_item_reassignment_account_id_item_id_fkey,
  drop constraint open_item_reassignment_pkey,
  -- Undoing goes person by person: by this key a chunk finds its own, and does not walk all that the run gave away.
  add primary key (account_id, run_id, from_id, item_id);
drop index open_item_reassignment_from;
