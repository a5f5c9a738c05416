import type pg from 'pg'

/** Gives the users so many companies, in turn. */
export async function spreadOver(owner: pg.Client, accountId: string, companies: number): Promise<void> {
  await owner.query(
    `insert into company (account_id, id, name)
     select $1, gen_random_uuid(), 'Bench Builders ' || n from generate_series(1, $2::int) n`,
    [accountId, companies],
  )
  await owner.query(
    `with firms as (select id, row_number() over (order by id) - 1 as n from company where account_id = $1 and name like 'Bench Builders %'),
       users as (select person_id, row_number() over (order by person_id) % $2::int as n from person_state where account_id = $1)
     update person_state s set company_id = firms.id from users join firms on firms.n = users.n
     where s.account_id = $1 and s.person_id = users.person_id and s.joined_at is null`,
    [accountId, companies],
  )
  await owner.query('analyze company; analyze person_state')
}

/** Companies that were asked, in every state there is. */
export async function askCompanies(
  owner: pg.Client,
  accountId: string,
  adminId: string,
  companies: number,
): Promise<void> {
  await spreadOver(owner, accountId, companies)
  await owner.query('select set_config($1, $2, false)', ['muster.account_id', accountId])
  await owner.query(
    `update company set trades = array[(array['Framing', 'Concrete', 'Roofing', 'Steel'])[1 + length(name) % 4]]
     where account_id = $1 and name like 'Bench Builders %'`,
    [accountId],
  )
  await owner.query(
    `insert into form_version (account_id, version, form, published_at) values ($1, 1, '{"currency": "USD", "categories": [], "confirmations": []}', now())
     on conflict do nothing`,
    [accountId],
  )
  await owner.query(
    `insert into prequalification (account_id, company_id, sort_name, trades, form_state, due_at)
     select account_id, id, sort_name, array[fold(trades[1])],
            (array['invited', 'in_progress', 'submitted', 'changes_requested', 'reviewed']::form_state[])[1 + abs(hashtext(id::text)) % 5],
            now() + make_interval(days => abs(hashtext(name)) % 60 - 10)
     from company where account_id = $1 and name like 'Bench Builders %'`,
    [accountId],
  )
  await owner.query(
    `insert into company_form (account_id, id, company_id, round, form_version, state, percent, invited_by, due_at, submitted_at, submitted_by, confirmations)
     select account_id, gen_random_uuid(), company_id, 1, 1, form_state, case when form_state in ('submitted', 'reviewed') then 100 else 50 end,
            $2, due_at, now(), $2, '{}'
     from prequalification where account_id = $1`,
    [accountId, adminId],
  )
  await owner.query(
    `update prequalification p set form_id = f.id from company_form f where f.account_id = p.account_id and f.company_id = p.company_id`,
  )
  await owner.query(
    `insert into qualification_decision (account_id, id, company_id, form_id, status, expires_on, single_project_limit, aggregate_limit, currency, decided_by)
     select account_id, gen_random_uuid(), company_id, form_id,
            (array['qualified', 'not_qualified']::qualification_status[])[1 + (abs(hashtext(sort_name)) % 10) / 9],
            current_date + abs(hashtext(sort_name)) % 800 - 80, 1, 2, 'USD', $2
     from prequalification where account_id = $1 and form_state = 'reviewed'`,
    [accountId, adminId],
  )
  await owner.query(
    `update prequalification p set status = d.status, decision_id = d.id, expires_on = case when d.status = 'qualified' then d.expires_on end
     from qualification_decision d where d.account_id = p.account_id and d.company_id = p.company_id`,
  )
  // Nothing of the filling is left to be done while it is measured.
  for (const table of [
    'prequalification',
    'company_form',
    'company',
    'qualification_decision',
    'person_state',
  ])
    await owner.query(`vacuum (analyze) ${table}`)
  await owner.query('checkpoint')
}
