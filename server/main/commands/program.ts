import { Command } from 'commander'
import { readEnvironment } from '../environment/index.ts'

export const program = new Command('muster')
  .description(
    'A company directory that acts on many people at once and knows, person by person, what happened.',
  )
  .showHelpAfterError()
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))

/** Each is loaded when it is called: a command starts with what it needs. */
const command = (name: string, description: string) =>
  program
    .command(name)
    .description(description)
    .option('--json', 'answer for programs: one line of JSON')
    .option('--account <name>', 'the account; default: the only one')
    .option('--as <username>', 'who acts; default: the first Directory Admin')
const ends = (code: number | undefined) => {
  process.exitCode = code ?? 0
}
const several = (value: string, before: string[] = []) => [...before, value]

command('serve', 'everything in one process').action(async () =>
  (await import('../serve.ts')).serve(readEnvironment(process.env)),
)
command('api', 'only answer over HTTP').action(async () =>
  (await import('../api.ts')).api(readEnvironment(process.env)),
)
command('worker', 'only do what is due').action(async () =>
  (await import('../worker.ts')).worker(readEnvironment(process.env)),
)
command('migrate', 'bring the database up to this version').action(async options =>
  (await import('./migrate.ts')).migrate(options),
)
command('seed', 'add invented people')
  .requiredOption('--people <n>', 'how many')
  .action(async options => (await import('./seed.ts')).seed(options))
command('import', 'add and update people from a CSV file')
  .argument('<file>', 'the file; - reads stdin')
  .option('--map <header=field>', 'read a column as this field; may be repeated', several)
  .option('--send-invitation', 'invite those who are added')
  .option('--dry-run', 'only say what would happen')
  .action(async (file, options) => ends(await (await import('./import.ts')).importFile(file, options)))
command('invite', 'invite people; without a filter all who were not invited')
  .option('--filter <name=value>', 'only who matches; may be repeated', several)
  .option('--dry-run', 'only say who would be invited')
  .option('--wait', 'until the run is finished')
  .action(async options => ends(await (await import('./invite.ts')).invite(options)))
command('runs', 'what became of bulk actions')
  .argument('[id]', 'one run')
  .action(async (id, options) => (await import('./runs.ts')).runs(id, options))
command('due', 'do once what would be due at that time')
  .requiredOption('--now <moment>', 'ISO 8601, for example 2027-01-31T09:00:00Z')
  .option('--yes', 'also where SMTP_URL is a real mail server')
  .action(async options => (await import('./due.ts')).due(options))
command('audit', 'whether the audit log is what was written')
  .argument('<verify>', 'verify')
  .option('--installation', 'what super admins did, and no account')
  .action(async (what, options) => {
    if (what !== 'verify') program.error(`There is no muster audit ${what}: it is muster audit verify.`)
    ends(await (await import('./audit.ts')).auditVerify(options))
  })
command('api-key', 'make a key for a program that uses the API; it is shown once')
  .argument('<create>', 'create')
  .option('--name <name>', 'what it is for')
  .option(
    '--scope <permission>',
    'what it may do; may be repeated; default: all that who acts may do',
    several,
  )
  .option('--days <n>', 'how long it works; default: 90')
  .action(async (what, options) => {
    if (what !== 'create') program.error(`There is no muster api-key ${what}: it is muster api-key create.`)
    await (await import('./api-key.ts')).apiKeyCreate(options)
  })
command('backup', 'write everything of this installation into one file; also while it runs')
  .argument('<file>', 'the file; - writes to stdout')
  .action(async (file, options) => (await import('./backup.ts')).backup(file, options))
command('restore', 'make this installation what a backup says; sending is paused afterwards')
  .argument('<file>', 'the file; - reads stdin')
  .option('--yes', 'replace what is here')
  .option('--dry-run', 'only read the backup to its end and say what is in it')
  .option('--other-secret', 'go on with the secret that is here: links that were sent die')
  .option('--save-secret <file>', 'only write the secret that is in the backup into this file')
  .action(async (file, options) => (await import('./restore.ts')).restore(file, options))
command('super-admin', 'who looks after the installation: accounts, settings, sending')
  .argument('<what>', 'add, remove, list, or password (a new one)')
  .argument('[username]', 'whom')
  .option('--yes', 'also the last one')
  .action(async (what, userName, options) => {
    const { superAdmin, superAdminVerbs } = await import('./super-admin.ts')
    if (!superAdminVerbs.includes(what))
      program.error(`There is no muster super-admin ${what}: it is one of ${superAdminVerbs.join(', ')}.`)
    await superAdmin(what, userName, options)
  })
command('sending', 'pause and resume the sending of the whole installation')
  .argument('<what>', 'pause, resume or status')
  .option('--reason <words>', 'why it is paused; administrators read it')
  .option('--send-held', 'also what a restore held back, because nothing was sent after the backup')
  .action(async (what, options) => {
    const { sending, sendingVerbs } = await import('./sending.ts')
    if (!sendingVerbs.includes(what))
      program.error(`There is no muster sending ${what}: it is one of ${sendingVerbs.join(', ')}.`)
    await sending(what, options)
  })
command('doctor', 'look for what is wrong with this installation').action(async options =>
  ends(await (await import('./doctor.ts')).doctor(options)),
)
