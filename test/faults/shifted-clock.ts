import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../../server/db/migrate.ts'
import { testPostgres } from '../postgres.ts'

/**
 * A clock that can be set. It stands before PostgreSQL's own in the search path while the schema is made, so that defaults,
 * functions and every statement of the program read it: nothing of the program knows.
 */
const CLOCK = `
  create table clock_setting (ahead interval not null);
  grant select on clock_setting to public;
  insert into clock_setting values ('0');
  create function now() returns timestamptz language sql stable as
    'select pg_catalog.now() + ahead from clock_setting';
  create function clock_timestamp() returns timestamptz language sql volatile as
    'select pg_catalog.clock_timestamp() + ahead from clock_setting';`
const SEARCH_PATH = 'public, pg_catalog'

/** Functions that name their own search path read the clock too. */
const ALL_FUNCTIONS = `
  do $$ declare one regprocedure; begin
    for one in select oid::regprocedure from pg_proc where 'search_path=public' = any(proconfig) loop
      execute format('alter function %s set search_path = ${SEARCH_PATH}', one);
    end loop;
  end $$`

/** A database of its own, whose clock is set by whoever has it. */
export async function databaseWithClock() {
  const server = await testPostgres()
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.query(`alter database ${name} set search_path = ${SEARCH_PATH}`)
  const url = new URL(server.url)
  url.pathname = `/${name}`
  const owner = new pg.Pool({ connectionString: url.href, max: 4 })
  owner.on('error', () => {})
  await owner.query(CLOCK)
  await migrate(url.href)
  await owner.query(ALL_FUNCTIONS)
  return {
    url: url.href,
    owner,
    /** To a moment of the calendar, forwards or backwards. */
    setTo: (moment: Date) =>
      owner.query('update clock_setting set ahead = $1::timestamptz - pg_catalog.clock_timestamp()', [
        moment,
      ]),
    leap: (ms: number) =>
      owner.query('update clock_setting set ahead = ahead + make_interval(secs => $1)', [ms / 1000]),
    async close() {
      await owner.end()
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.end()
      await server.leave()
    },
  }
}

export type DatabaseWithClock = Awaited<ReturnType<typeof databaseWithClock>>
