import { asOperator } from '../../db/connect.ts'
import { heldMessages, sendHeld } from '../../features/backup/index.ts'
import { installationSettings, pauseAllSending, resumeAllSending } from '../../features/settings/index.ts'
import { CommandFault } from './command-fault.ts'
import { atDesk, type CommandOptions } from './desk.ts'

type SendingOptions = CommandOptions & { reason?: string; sendHeld?: boolean }

/** Pauses or resumes all sending of the installation. What a restore held back goes along only where that is said. */
export const sending = (what: 'pause' | 'resume', options: SendingOptions): Promise<void> =>
  atDesk(options, async ({ db, answer }) => {
    if (what === 'pause') {
      if (!options.reason)
        throw new CommandFault('Say why, for administrators: --reason "the mail server moves".')
      await asOperator(db, tx => pauseAllSending(tx, options.reason!))
      return answer({ paused: options.reason }, [`Sending is paused: ${options.reason}`])
    }
    const sent = options.sendHeld ? await sendHeld(db) : 0
    const { sendingPaused } = await installationSettings(db)
    await asOperator(db, resumeAllSending)
    const held = await heldMessages(db)
    answer({ resumed: sendingPaused !== null, heldMessages: held, released: sent }, [
      sendingPaused ? 'Sending goes on.' : 'Sending was not paused.',
      ...(sent ? [`${sent} messages that were held are sent as well.`] : []),
      ...(held
        ? [
            `${held} messages stay unconfirmed: they may have been sent before the restore. Send them again on the card of each person, or all with --send-held.`,
          ]
        : []),
    ])
  })
