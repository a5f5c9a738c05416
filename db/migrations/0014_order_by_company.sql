-- The order by company is the one in which companies themselves stand, and inside of one its people stand by name: so a list
-- can be grouped by company. One text, so that paging goes on as it did: by sort key and id.

drop index person_by_company;
create index person_by_company on person (account_id, (fold(coalesce(company_name, '')) || E'\x01' || sort_name), id);

create or replace view directory_row as
  select p.account_id, p.id, p.first_name, p.last_name, p.email, p.phone, p.job_title, p.company_name, p.external_id,
         p.language, p.login_id, p.created_at, p.sort_name, coalesce(p.email, '') as sort_email,
         fold(coalesce(p.company_name, '')) || E'\x01' || p.sort_name as sort_company, p.search_text,
         s.kind, s.status, s.invitation_state, s.is_unconfirmed, s.was_ever_sent, s.email_verdict, s.phone_verdict,
         s.company_id, s.template_id, s.invitation_id, s.joined_at, s.changed_at, s.error_reason,
         s.is_employee, s.person_id
  from person p
  join person_state s on s.account_id = p.account_id and s.person_id = p.id
  where p.account_id = current_account_id() and s.account_id = current_account_id();
