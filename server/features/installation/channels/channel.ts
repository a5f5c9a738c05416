import type { ChannelView, TestOutcome } from '../../../../contract/delivery-settings.ts'
import type { Context } from '../../settings/index.ts'

/** A way on which messages leave, as the panel shows and tries it. */
export type OperatedChannel = {
  name: ChannelView['name']
  /** As the environment sets it, without secrets. */
  describe(installation: Context['installation']): ChannelView
  /** Sends one message to a super admin, the way that all messages go. Null where nothing can be tried that way. */
  test: ((context: Context, to: string, language: 'en' | 'ru') => Promise<TestOutcome>) | null
}
