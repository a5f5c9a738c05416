import smpp, { type Pdu, type Session } from 'smpp'

/** What an SMSC may do with a submit_sm: take it, refuse it with a status, or leave us without an answer. */
export type SmscAnswer = 'takes' | { status: number } | { drop: true } | { stall: true }

export type ScriptedSmsc = {
  port: number
  /** Every submit_sm, as it came. */
  submitted: { pdu: Pdu; atMs: number }[]
  /** Those that it took, or lost the line after: they are on their way. */
  taken: Pdu[]
  sessions: Session[]
  /** Reports on the session, as soon as there is one, what became of the message to a number. @returns status of the acknowledgement */
  report(to: string, text: string): Promise<number>
  close(): Promise<void>
}

/** Of a message that was taken: the number is in its answer and in its receipt. */
const referenceOf = (to: string) => `smsc-${to}`
const RECEIPT = 0x04

/**
 * A real SMPP server on loopback that does as it is told.
 *
 * @param answer to the n-th submit_sm, from 0
 * @param bindStatus what each bind is answered with
 */
export async function scriptedSmsc(
  answer: (pdu: Pdu, number: number) => SmscAnswer = () => 'takes',
  bindStatus = 0,
): Promise<ScriptedSmsc> {
  const bound = Promise.withResolvers<Session>()
  const server = smpp.createServer(session => {
    smsc.sessions.push(session)
    session.on('error', () => {})
    session.on('bind_transceiver', (pdu: Pdu) => {
      session.send(pdu.response({ command_status: bindStatus }))
      if (bindStatus === 0) bound.resolve(session)
    })
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()))
    session.on('submit_sm', (pdu: Pdu) => {
      smsc.submitted.push({ pdu, atMs: performance.now() })
      const said = answer(pdu, smsc.submitted.length - 1)
      if (said !== 'takes' && 'status' in said)
        return session.send(pdu.response({ command_status: said.status }))
      smsc.taken.push(pdu)
      if (said === 'takes') session.send(pdu.response({ message_id: referenceOf(pdu.destination_addr!) }))
      else if ('drop' in said) session.destroy()
    })
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const smsc: ScriptedSmsc = {
    port: server.address().port,
    submitted: [],
    taken: [],
    sessions: [],
    async report(to, text) {
      const session = await bound.promise
      return new Promise(resolve => {
        session.deliver_sm(
          { source_addr: to, esm_class: RECEIPT, short_message: `id:${referenceOf(to)} ${text}` },
          acknowledged => resolve(acknowledged.command_status),
        )
      })
    },
    async close() {
      for (const session of smsc.sessions) session.destroy()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
  return smsc
}
