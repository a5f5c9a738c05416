import { asOperator, type Tx } from '../../db/connect.ts'
import { heldMessages, sendHeld } from '../../features/backup/index.ts'
import { pauseSendingOfAll, resumeSendingOfAll } from '../../features/installation/index.ts'
import { installationSettings } from '../../features/settings/index.ts'
import { CommandFault } from './command-fault.ts'
import { atDesk, type CommandOptions } from './desk.ts'

type SendingOptions = CommandOptions & { reason?: string; sendHeld?: boolean }

const does = {
  status: async () => {},
  async pause(tx: Tx, { reason }: SendingOptions) {
    if (!reason?.trim() || reason.length > 500) {
      throw new CommandFault('Say why in up to 500 characters: --reason "The mail server moves on Saturday".')
    }
    await pauseSendingOfAll(tx, null, reason.trim())
  },
  resume: (tx: Tx) => resumeSendingOfAll(tx, null),
}
export const sendingVerbs = Object.keys(does)

/** Whether anything is sent for any account: on, off, or as it is. What a restore held back goes along only where that is said. */
export const sending = (verb: string, options: SendingOptions): Promise<void> =>
  atDesk(options, async ({ db, answer }) => {
    if (options.sendHeld && verb !== 'resume') throw new CommandFault('--send-held goes with resume.')
    const released = options.sendHeld ? await sendHeld(db) : 0
    const paused = await asOperator(db, async tx => {
      await does[verb as keyof typeof does](tx, options)
      return (await installationSettings(tx)).sendingPaused
    })
    const held = await heldMessages(db)
    answer({ paused, heldMessages: held, released }, [
      paused
        ? `Nothing is sent since ${paused.at.toISOString()}: ${paused.reason}`
        : 'What is due is being sent.',
      ...(released ? [`${released} messages that a restore had held are sent as well.`] : []),
      ...(held ? [heldWords(held)] : []),
    ])
  })

const heldWords = (held: number) =>
  `${held} messages are held since a backup was restored: they may have been sent before. Send them again on the card of each person, or all with muster sending resume --send-held.`
