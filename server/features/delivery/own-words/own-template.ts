import type { MessageWords } from '../../../../contract/message-templates.ts'
import { escapeHtml, type MailTemplate } from '../mime/index.ts'
import { htmlLayout, type Language, type MailWords, plainLayout, wordsNamed } from '../templates/index.ts'
import { paragraphsOf } from './link-place.ts'

/**
 * An account's own words in Muster's frame: who sends it, how to stop it, and the plain link stay ours. Plain text and HTML
 * are made of the same words, so that neither says what the other does not.
 */
export function ownMailTemplate(name: string, language: Language, words: MessageWords): MailTemplate {
  const { before, after } = paragraphsOf(words.body)
  const framed = (spell: (text: string) => string) =>
    inFrame(name, language, {
      heading: spell(words.heading),
      button: spell(words.button),
      before: before.map(spell),
      after: after.map(spell),
    })
  return {
    subject: words.subject,
    text: plainLayout(framed(text => text)),
    html: htmlLayout(framed(inHtml), language),
    isOwn: true,
  }
}

type Framed = Pick<MessageWords, 'heading' | 'button'> & { before: string[]; after: string[] }

function inFrame(name: string, language: Language, { heading, button, before, after }: Framed): MailWords {
  const { plainLink, stop, footer } = wordsNamed(name, language)
  const [opening = '', ...paragraphs] = before
  return {
    subject: '',
    preview: heading,
    heading,
    opening,
    paragraphs,
    button: { label: button, link: '{{ link }}' },
    facts: [],
    afterButton: after,
    plainLink,
    ...(stop && { stop }),
    footer,
  }
}

/** What an account writes between Liquid's braces is text, whatever it looks like. */
function inHtml(words: string): string {
  return words
    .split(/(\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\})/)
    .map((piece, index) =>
      index % 2 === 1 ? printedInHtml(piece) : escapeHtml(piece).replace(/\r\n|\r|\n/g, '<br />'),
    )
    .join('')
}

function printedInHtml(liquid: string): string {
  const name = /^\{\{-?\s*([\w.]+)\s*-?\}\}$/.exec(liquid)?.[1]
  if (name === 'link') return `<a class="link" href="${liquid}">${liquid}</a>`
  return name === 'userName' || name === 'password' ? `<strong>${liquid}</strong>` : liquid
}
