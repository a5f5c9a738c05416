/** As much of the package `smpp` as is used here; it comes without types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  export type Pdu = {
    command: string
    command_status: number
    sequence_number: number
    system_id?: string
    password?: string
    message_id?: string
    source_addr?: string
    destination_addr?: string
    esm_class?: number
    data_coding?: number
    registered_delivery?: number
    short_message?: { message: string | Buffer } | string
    message_payload?: { message: string | Buffer } | string
    receipted_message_id?: string
    message_state?: number
    user_message_reference?: number
    response(fields?: Record<string, unknown>): Pdu
  }
  type Command = (fields: Record<string, unknown>, answered?: (pdu: Pdu) => void) => boolean

  export interface Session extends EventEmitter {
    socket: Socket
    bind_transceiver: Command
    submit_sm: Command
    deliver_sm: Command
    unbind(): boolean
    send(pdu: Pdu): boolean
    close(): void
    destroy(): void
  }
  export interface Server extends EventEmitter {
    sessions: Session[]
    listen(port: number, host: string, listening: () => void): Server
    address(): { port: number }
    close(closed?: () => void): void
  }
  type Options = { host: string; port: number; tls: boolean; auto_enquire_link_period: number }

  const smpp: {
    connect(options: Options): Session
    createServer(listener: (session: Session) => void): Server
  }
  export default smpp
}
