import { asOperator, type Tx } from '../../db/connect.ts'
import { pauseSendingOfAll, resumeSendingOfAll } from '../../features/installation/index.ts'
import { installationSettings } from '../../features/settings/index.ts'
import { CommandFault } from './command-fault.ts'
import { atDesk, type CommandOptions } from './desk.ts'

type SendingOptions = CommandOptions & { reason?: string }

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

/** Whether anything is sent for any account: on, off, or as it is. */
export const sending = (verb: string, options: SendingOptions): Promise<void> =>
  atDesk(options, async ({ db, answer }) => {
    const paused = await asOperator(db, async tx => {
      await does[verb as keyof typeof does](tx, options)
      return (await installationSettings(tx)).sendingPaused
    })
    answer({ paused }, [
      paused
        ? `Nothing is sent since ${paused.at.toISOString()}: ${paused.reason}`
        : 'What is due is being sent.',
    ])
  })
