import type { ChannelView, TestOutcome } from '../../../../contract/delivery-settings.ts'
import type { Context } from '../../settings/index.ts'

/** A way on which messages leave, as the panel shows and tries it. */
export type OperatedChannel = {
  name: ChannelView['name']
  /** As the environment sets it, without secrets. */
  describe(installation: Context['installation']): ChannelView
  /** Sends one message, the way that all messages go. @param to an address that was judged */
  test(context: Context, to: string, language: 'en' | 'ru'): Promise<TestOutcome>
}
