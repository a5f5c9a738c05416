import type { MessageWords } from '../../../../contract/message-templates.ts'
import { escapeHtml, type MailTemplate } from '../mime/index.ts'
import {
  compileTemplate,
  type Language,
  type MailWords,
  plainLayout,
  wordsNamed,
} from '../templates/index.ts'
import { paragraphsOf } from './link-place.ts'

/** Where the account's words go in the compiled frame; nobody's words. */
const marks = { heading: 'OWN-HEADING', body: 'OWN-BODY', button: 'OWN-BUTTON', after: 'OWN-AFTER' }
const frames = new Map<string, Promise<string>>()

/**
 * An account's own words in Muster's frame: who sends it, how to stop it, and the plain link stay ours. Plain text and HTML
 * are made of the same words, so that neither says what the other does not.
 */
export async function ownMailTemplate(
  name: string,
  language: Language,
  words: MessageWords,
): Promise<MailTemplate> {
  const { before, after } = paragraphsOf(words.body)
  const pour: Record<string, string> = {
    [marks.heading]: inHtml(words.heading),
    [`<p>${marks.body}</p>`]: asHtml(before),
    [marks.button]: inHtml(words.button),
    [`<p>${marks.after}</p>`]: asHtml(after),
  }
  const whole = new RegExp(Object.keys(pour).join('|'), 'g')
  const frame = await frameOf(name, language)
  return {
    subject: words.subject,
    text: plainLayout(inFrame(name, language, { ...words, before, after })),
    html: frame.replace(whole, mark => pour[mark]!),
    isOwn: true,
  }
}

/** MJML takes long, so it never sees what an account wrote: each frame is compiled once, and words are poured in. */
function frameOf(name: string, language: Language): Promise<string> {
  const key = `${language}/${name}`
  const { heading, body, button, after } = marks
  const frame =
    frames.get(key) ??
    compileTemplate(
      inFrame(name, language, { heading, button, before: [body], after: [after] }),
      language,
    ).then(({ html }) => html)
  frames.set(key, frame)
  return frame
}

type Poured = Pick<MessageWords, 'heading' | 'button'> & { before: string[]; after: string[] }

function inFrame(name: string, language: Language, { heading, button, before, after }: Poured): MailWords {
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

const asHtml = (paragraphs: string[]) => paragraphs.map(each => `<p>${inHtml(each)}</p>`).join('')

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
