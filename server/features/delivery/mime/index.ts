export { fillMessage } from './fill-message.ts'
export type { MailAddress } from './mail-address.ts'
export { type MailBatch, type MailPerson, type MailTemplate, UnusableTemplate } from './mail-template.ts'
export { type PreparedMessage, prepareMessage } from './prepare-message.ts'
