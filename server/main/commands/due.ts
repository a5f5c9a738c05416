import { doWhatIsDue } from '../start-worker.ts'
import { CommandFault } from './command-fault.ts'
import { atDesk, type CommandOptions } from './desk.ts'

/** Does once what would be due at that time: for tests and rehearsals. */
export function due(options: CommandOptions & { now: string; yes?: boolean }): Promise<void> {
  const now = new Date(options.now)
  if (Number.isNaN(now.getTime())) {
    throw new CommandFault(
      `--now is ${options.now}, but must be a moment, for example --now ${new Date().toISOString()}.`,
    )
  }
  return atDesk(options, async ({ database, installation, answer }) => {
    const real = installation.smtpUrl ? 'SMTP_URL' : installation.smsUrl && 'SMS_URL'
    if (real && !options.yes) {
      throw new CommandFault(
        `${real} is set, so this would write to real people: say --yes if that is meant.`,
      )
    }
    const sweeps = await doWhatIsDue(database, installation, now)
    answer({ now: now.toISOString(), sweeps }, [`All that is due at ${now.toISOString()} is done.`])
  })
}
