import type { MailAddress } from './mail-address.ts'

/** One version of a template in one language: Liquid in all three, MJML already compiled to HTML. */
export interface MailTemplate {
  subject: string
  text: string
  html: string
  /** Of an account's own words: they get less of Liquid than ours. */
  isOwn?: boolean
}

/** What the words of one batch are rendered with. */
export interface Rendered {
  /** Known to Liquid when the batch is prepared: may be filtered, compared, looped over. */
  variables: Record<string, unknown>
  /** Names like `link` or `person.greeting` that differ from person to person: may only be printed. */
  slots: readonly string[]
}

/** What all messages of one batch have in common: same account, language, inviter and kind. */
export interface MailBatch extends Rendered {
  from: MailAddress
  replyTo?: MailAddress
  /** RFC 2919: `id` like `invitations.acme.example.com`. */
  list?: { name: string; id: string }
}

export interface MailPerson {
  to: MailAddress
  /** Without angle brackets, e.g. `0192ab.1@muster.example.com`; the same whenever the message is sent again. */
  messageId: string
  /** Part of the bytes: the same whenever the message is sent again. */
  date: Date
  /** A value for every slot that the template prints. */
  values: Readonly<Record<string, string>>
  /** Makes List-Unsubscribe and its one-click form. Source: RFC 8058. */
  unsubscribeUrl?: string
}

/** Where a template stands that can't be used, and why, in words for its author. */
export class UnusableTemplate extends Error {
  override name = 'UnusableTemplate'
  /** The same as a code, with the line in the part that was read. */
  readonly why: WhyUnusable

  constructor(message: string, why: WhyUnusable, options?: ErrorOptions) {
    super(message, options)
    this.why = why
  }
}

export type WhyUnusable = { reason: string; detail: { line: number; name?: string } }
