/** The words of one message, in Liquid. What is empty is left out. */
export interface MailWords {
  subject: string
  /** Shown by mailboxes beside the subject. */
  preview: string
  heading: string
  /** The line that it begins with, where that is not the usual one. */
  opening?: string
  paragraphs: string[]
  button: { label: string; link: string }
  /** Label and value, one below the other. */
  facts: { label: string; value: string }[]
  afterButton: string[]
  /** Before the bare link, for who can't press the button. */
  plainLink: string
  /** Where the recipient stops such messages, for those that come again and again. */
  stop?: { label: string; link: string }
  footer: string[]
}
