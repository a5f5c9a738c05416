-- Sorting by expiry lists every company: who has no date comes last, whichever way it goes. One index for each way, with
-- all that filters read, so that who has no date is reached without looking at the rows of those who have one.
create index prequalification_soonest on prequalification (account_id, (coalesce(expires_on, date '9999-12-31')), company_id)
  include (expires_on, status, form_state, due_at) where form_id is not null or decision_id is not null;
create index prequalification_latest on prequalification (account_id, (coalesce(expires_on, date '0001-01-01')), company_id)
  include (expires_on, status, form_state, due_at) where form_id is not null or decision_id is not null;
