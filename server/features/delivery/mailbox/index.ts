export { type CaughtMessage, type Mailbox, startMailbox } from './mailbox-server.ts'
