import { atDesk, type CommandOptions } from './desk.ts'

export const migrate = (options: CommandOptions): Promise<void> =>
  atDesk(options, async ({ database: { migrated }, answer }) =>
    answer(
      { applied: migrated },
      migrated.length ? migrated.map(name => `applied ${name}`) : ['The database is up to date.'],
    ),
  )
