import type { Tx } from '../../db/connect.ts'
import type { MessageKind, SettledMessage } from './message-kind.ts'

/** Tells each feature what became of its messages, in the transaction that settles them. */
export async function tellKinds(
  tx: Tx,
  accountId: string,
  kinds: MessageKind[],
  settled: SettledMessage[],
): Promise<void> {
  for (const kind of kinds) {
    const theirs = settled.filter(message => kind.names.includes(message.kind))
    if (theirs.length) await kind.settled(tx, accountId, theirs)
  }
}
