import { sql } from 'kysely'
import type { AnswerValue } from '../../../contract/prequalification/answers.ts'
import type { Answer } from '../../../contract/prequalification/submissions.ts'
import type { Tx } from '../../db/connect.ts'

const answersIn = (tx: Tx, accountId: string) =>
  tx
    .selectFrom('answer as a')
    .innerJoin('person as by', join =>
      join.onRef('by.account_id', '=', 'a.account_id').onRef('by.id', '=', 'a.answered_by'),
    )
    .select([
      'a.question_id',
      'a.value',
      'a.version',
      'a.is_carried',
      'a.answered_by',
      'a.answered_at',
      sql<string>`trim(by.first_name || ' ' || by.last_name)`.as('by_name'),
    ])
    .where('a.account_id', '=', accountId)

type AnswerRow = Awaited<ReturnType<ReturnType<typeof answersIn>['execute']>>[number]

const toAnswer = (row: AnswerRow): Answer => ({
  questionId: row.question_id,
  value: row.value as AnswerValue,
  version: row.version,
  by: { id: row.answered_by, name: row.by_name },
  at: row.answered_at.toISOString(),
  isCarried: row.is_carried,
})

export async function answersOf(tx: Tx, accountId: string, formId: string): Promise<Answer[]> {
  const rows = await answersIn(tx, accountId)
    .where('a.form_id', '=', formId)
    .orderBy('a.question_id')
    .execute()
  return rows.map(toAnswer)
}

export async function answerTo(
  tx: Tx,
  accountId: string,
  formId: string,
  questionId: string,
): Promise<Answer | null> {
  const row = await answersIn(tx, accountId)
    .where('a.form_id', '=', formId)
    .where('a.question_id', '=', questionId)
    .executeTakeFirst()
  return row ? toAnswer(row) : null
}

/** The latest answer that a company gave to each question that it was ever asked, up to a round; none where it was taken back. */
export async function latestAnswers(
  tx: Tx,
  accountId: string,
  companyId: string,
  untilRound: number,
): Promise<Answer[]> {
  const rows = await answersIn(tx, accountId)
    .innerJoin('company_form as f', join =>
      join.onRef('f.account_id', '=', 'a.account_id').onRef('f.id', '=', 'a.form_id'),
    )
    .distinctOn('a.question_id')
    .where('f.company_id', '=', companyId)
    .where('f.round', '<=', untilRound)
    // What was only carried over stands in an earlier form as it was given.
    .where('a.is_carried', '=', false)
    .orderBy('a.question_id')
    .orderBy('f.round', 'desc')
    .execute()
  return rows.map(toAnswer).filter(answer => answer.value !== null)
}

/** @param version the one that was seen, 0 for none @returns whether it was still that one, and is saved */
export async function writeAnswer(
  tx: Tx,
  accountId: string,
  formId: string,
  saved: { questionId: string; value: AnswerValue; version: number; by: string },
): Promise<boolean> {
  const value = JSON.stringify(saved.value)
  const { numAffectedRows } =
    saved.version === 0
      ? await sql`
          insert into answer (account_id, form_id, question_id, value, answered_by)
          values (${accountId}, ${formId}, ${saved.questionId}, ${value}::jsonb, ${saved.by})
          on conflict do nothing`.execute(tx)
      : await sql`
          update answer set value = ${value}::jsonb, version = version + 1, is_carried = false, answered_by = ${saved.by}, answered_at = now()
          where account_id = ${accountId} and form_id = ${formId} and question_id = ${saved.questionId}
            and version = ${saved.version}`.execute(tx)
  return Number(numAffectedRows ?? 0) === 1
}

export async function setFormState(
  tx: Tx,
  accountId: string,
  formId: string,
  to: { state: 'in_progress' | 'changes_requested' | 'reviewed' | null; percent: number | null },
): Promise<void> {
  await sql`
    with changed as (
      update company_form set state = coalesce(${to.state}::form_state, state), percent = coalesce(${to.percent}::smallint, percent)
      where account_id = ${accountId} and id = ${formId} returning id, state)
    update prequalification p set form_state = changed.state, changed_at = clock_timestamp() from changed
    where p.account_id = ${accountId} and p.form_id = changed.id and p.form_state <> changed.state`.execute(
    tx,
  )
}
