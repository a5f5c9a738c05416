import type { ClaimedMessage, MessageKind } from './message-kind.ts'

/** @throws Error when no feature sends such messages: then nothing may pretend to */
export function kindOf(kinds: MessageKind[], message: ClaimedMessage): MessageKind {
  const kind = kinds.find(one => one.names.includes(message.kind))
  if (!kind) throw new Error(`No feature sends messages of kind ${message.kind}.`)
  return kind
}

/** Prepares what all messages of a batch share at the first of them. */
export function oncePerBatch<Prepared>(prepare: (message: ClaimedMessage) => Promise<Prepared>) {
  const prepared = new Map<string, Promise<Prepared>>()
  return (message: ClaimedMessage): Promise<Prepared> => {
    const key = `${message.kind} ${message.ordinal} ${message.language} ${message.senderId}`
    let batch = prepared.get(key)
    if (!batch) {
      batch = prepare(message)
      prepared.set(key, batch)
    }
    return batch
  }
}
