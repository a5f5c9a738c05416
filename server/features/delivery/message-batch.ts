import type { ClaimedMessage, MessageBatch, MessageKind } from './message-kind.ts'

/** @throws Error when no feature sends such messages: then nothing may pretend to */
export function kindOf(kinds: MessageKind[], message: ClaimedMessage): MessageKind {
  const kind = kinds.find(one => one.names.includes(message.kind))
  if (!kind) throw new Error(`No feature sends messages of kind ${message.kind}.`)
  return kind
}

/** What it shares with others. One that may have arrived already is of the day on which it did: the identical message. */
export const batchOf = (accountId: string, message: ClaimedMessage, kind: MessageKind): MessageBatch => ({
  accountId,
  kind: message.kind,
  template: message.template,
  ordinal: message.ordinal,
  language: message.language,
  senderId: message.senderId,
  at: message.handedOverAt,
  about: aboutOf(message, kind),
})

const aboutOf = ({ invitationId }: ClaimedMessage, kind: MessageKind) => (kind.isSingle ? invitationId : null)

/**
 * Prepares what all messages of a batch share at the first of them.
 *
 * @param further what else tells batches apart
 */
export function oncePerBatch<Prepared, With extends unknown[]>(
  kinds: MessageKind[],
  prepare: (message: ClaimedMessage, ...more: With) => Promise<Prepared>,
  further: (...more: With) => string = () => '',
) {
  const prepared = new Map<string, Promise<Prepared>>()
  return (message: ClaimedMessage, ...more: With): Promise<Prepared> => {
    const { kind, template, ordinal, language, senderId, handedOverAt } = message
    const key = `${kind} ${template} ${ordinal} ${language} ${senderId} ${handedOverAt?.getTime()} ${aboutOf(message, kindOf(kinds, message))} ${further(...more)}`
    let batch = prepared.get(key)
    if (!batch) {
      batch = prepare(message, ...more)
      prepared.set(key, batch)
    }
    return batch
  }
}
