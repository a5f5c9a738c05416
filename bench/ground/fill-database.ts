import { createHash } from 'node:crypto'
import pg from 'pg'
import { connect } from '../../server/db/connect.ts'
import { createAccount } from '../../server/features/sign-in/index.ts'
import { inventCompanies } from '../../server/main/seed/company-names.ts'
import { jobTitles, tongues } from '../../server/main/seed/tongues.ts'
import { admin } from './admin.ts'
import { inventPeople, storePeople } from './invent-people.ts'

const MOST_COMPANIES = 4_000
const PEOPLE_PER_COMPANY = 14
const LAST_NAMES = 8_000

/**
 * Fills a migrated, empty database with one account and so many invented people, the same ones each time.
 *
 * Set-based, unlike `muster seed`: a million in about two minutes. And with last names from the very common to the
 * very rare, which a search has to tell apart.
 */
export async function fillDatabase(
  url: string,
  kind: 'seeded' | 'never_invited',
  people: number,
  note: (line: string) => void,
): Promise<void> {
  const database = connect(url, 1)
  const account = await createAccount(database.db, {
    ...{ accountName: 'Bench Builders', country: 'US', language: 'en', timeZone: 'UTC' },
    ...admin,
  }).finally(() => database.close())

  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    await owner.query(`set maintenance_work_mem = '512MB'; set work_mem = '128MB'`)
    // What refers to what is right by construction; looking every one up would double the time.
    await owner.query('set session_replication_role = replica')
    const companies = inventCompanies(Math.min(Math.ceil(people / PEOPLE_PER_COMPANY), MOST_COMPANIES))
    await owner.query(
      `insert into company (account_id, id, name) select $1, uuidv7(), name from unnest($2::text[]) name`,
      [account.accountId, companies],
    )
    await owner.query('select setseed(0.5)')
    await owner.query(inventPeople, [
      people,
      kind === 'never_invited',
      account.accountId,
      [account.templates.admin, account.templates.standard, account.templates.readOnly],
      [...new Set(tongues.flatMap(({ genders }) => genders.flatMap(({ first }) => first)))],
      lastNames(),
      jobTitles,
    ])
    // Made once over everything rather than word by word: half the time.
    const { rows } = await owner.query<{ indexdef: string }>(
      `select indexdef from pg_indexes where indexname = 'person_search'`,
    )
    await owner.query('drop index person_search')
    for (const [what, statement] of Object.entries(storePeople)) {
      await owner.query(
        statement,
        [account.accountId, account.adminId].slice(0, statement.includes('$2') ? 2 : 1),
      )
      note(what)
    }
    for (const { indexdef } of rows) await owner.query(indexdef)
    await owner.query('drop table invented')
  } finally {
    await owner.end()
  }
}

/** The real ones first, which are then the common ones; not by the alphabet, or common ones would all stand on the first pages. */
function lastNames(): string[] {
  const real = tongues.flatMap(({ genders }) => genders.flatMap(({ last }) => last))
  const made = []
  for (const end of 'ski|sen|ton|berg|man|ova|ez|ley|wick|stad|feld|ini|escu|land|worth|eau|ic|aki|ura|enko'.split(
    '|',
  )) {
    for (const middle of 'a|e|i|o|al|ar|el|en|ir|ol|or|um|und|ast|ev|iv|ok|uk|ill|ett'.split('|')) {
      for (const start of 'Bar|Cal|Dor|Fen|Gar|Hal|Kov|Lin|Mar|Nor|Par|Ras|Sal|Tor|Var|Wes|Zim|Bru|Cre|Dra|Gri'.split(
        '|',
      )) {
        made.push(`${start}${middle}${end}`)
      }
    }
  }
  const byChance = (name: string) => createHash('md5').update(name).digest('hex')
  const shuffled = (names: string[]) =>
    names.toSorted((one, other) => (byChance(one) < byChance(other) ? -1 : 1))
  return [...new Set([...shuffled(real), ...shuffled(made)])].slice(0, LAST_NAMES)
}
