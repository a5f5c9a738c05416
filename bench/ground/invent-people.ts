/**
 * Invents people into the table `invented`: $1 how many, $2 whether nobody was ever invited, $3 account, $4 templates (admin,
 * standard, read only), $5 first names, $6 last names (common first), $7 job titles. Shares of states as `muster seed` has them.
 */
export const inventPeople = `
  create unlogged table invented as
  with company_at as materialized (select row_number() over (order by md5(name)) as place, id, name from company where account_id = $3 and not is_own),
  dice as materialized (
    select n, random() as fate, random() as odds, random() as address,
           1 + floor(cardinality($5::text[]) * random())::int as first, 1 + floor(cardinality($6::text[]) * random() ^ 3)::int as last,
           1 + floor((select count(*) from company_at) * random() ^ 2)::int as company, 1 + floor(cardinality($7::text[]) * random())::int as job,
           (array[201, 212, 303, 312, 404, 415, 512, 617, 702, 801])[1 + floor(10 * random())::int] as area, floor(1e7 * random())::int as line,
           now() - random() * interval '300 days' as at
    from generate_series(1, $1::int) n)
  select uuidv7() as id, uuidv7() as invitation_id, n, at, ($5::text[])[first] as first_name, ($6::text[])[last] as last_name,
         company_at.id as company_id, company_at.name as company_name,
         case when odds < 0.9 then ($7::text[])[job] end as job_title,
         ($4::uuid[])[case when $2 then 3 when odds < 0.004 then 1 when odds < 0.05 then 2 else 3 end] as template_id,
         concat_ws('.', nullif(regexp_replace(fold(($5::text[])[first]), '[^a-z]', '', 'g'), ''), nullif(regexp_replace(fold(($6::text[])[last]), '[^a-z]', '', 'g'), ''), n)
           || '@' || regexp_replace(fold(company_at.name), '[^a-z]+', '-', 'g') || '.example.com' as email,
         case when address > 0.2 then '+1' || area || lpad(line::text, 7, '0') end as phone,
         case when $2 then 'not-invited' when fate < 0.524 then 'joined' when fate < 0.736 then 'not-invited' when fate < 0.936 then 'sent'
              when fate < 0.968 then 'expired' when fate < 0.984 then 'inactive' when fate < 0.996 then 'error' when fate < 0.998 then 'declined' else 'revoked' end as fate,
         case when $2 then 'ok' when address < 0.005 then 'missing' when address < 0.01 then 'malformed' else 'ok' end as verdict
  from dice join company_at on company_at.place = dice.company`

/** Parents first. $1 the account, $2 who invited everybody. */
export const storePeople: Record<string, string> = {
  'people are stored': `
    insert into person (account_id, id, first_name, last_name, email, phone, job_title, company_name, created_at)
    select $1, id, first_name, last_name,
           case verdict when 'ok' then email when 'malformed' then replace(email, '@', ' at ') end, phone, job_title, company_name, at
    from invented`,
  'invitations are stored': `
    insert into invitation (account_id, id, person_id, generation, state, secret_sha256, invited_by, created_at, sent_at, accepted_at,
                            ended_at, expires_at, follow_ups_decided, error_reason)
    select $1, invitation_id, id, 1,
           case fate when 'joined' then 'accepted' when 'inactive' then 'cancelled' else fate end::invitation_state,
           sha256(invitation_id::text::bytea), $2, at, case when fate <> 'error' then at end, case fate when 'joined' then at end,
           case when fate not in ('joined', 'sent') then at end, case when fate <> 'error' then now() + interval '100 days' end, 3,
           case fate when 'error' then 'mailbox-does-not-exist' end
    from invented where fate <> 'not-invited'`,
  'their states are stored': `
    insert into person_state (account_id, person_id, status, invitation_state, was_ever_sent, email_verdict, phone_verdict, company_id,
                              template_id, invitation_id, joined_at, error_reason, active_email, changed_at)
    select $1, id, case fate when 'inactive' then 'inactive' else 'active' end::person_status,
           case fate when 'joined' then 'accepted' when 'inactive' then 'cancelled' when 'not-invited' then 'not_invited' else fate end::invitation_state,
           fate not in ('not-invited', 'error'), verdict::address_verdict, case when phone is null then 'missing' else 'ok' end::address_verdict,
           company_id, template_id, case when fate <> 'not-invited' then invitation_id end, case fate when 'joined' then at end,
           case fate when 'error' then 'mailbox-does-not-exist' end, case when fate <> 'inactive' and verdict = 'ok' then email end, at
    from invented`,
  'messages are stored': `
    insert into message (account_id, id, kind, person_id, invitation_id, state, due_at, to_address, to_name, greeting_name, language,
                         sender_id, attempt, created_at, dot_at, answered_at, reason, reply)
    select $1, uuidv7(), 'welcome', id, invitation_id, case fate when 'error' then 'refused' else 'accepted' end::message_state, at, email,
           first_name || ' ' || last_name, first_name, 'en', $2, 1, at, at, at, case fate when 'error' then 'mailbox-does-not-exist' end,
           case fate when 'error' then '550 5.1.1 No such user' else '250 2.0.0 Ok' end
    from invented where fate <> 'not-invited'`,
}
