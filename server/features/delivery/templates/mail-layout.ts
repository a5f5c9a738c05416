import fs from 'node:fs'
import type { Language } from './language.ts'
import type { MailWords } from './mail-words.ts'

/** What MJML made of `mail-frame.mjml`, so that no process has to load MJML: `npm run mail-frame` writes it. */
const FRAME = fs.readFileSync(new URL('./mail-frame.html', import.meta.url), 'utf8')

/** The message as HTML, its words poured into the frame. */
export function htmlLayout(words: MailWords, language: Language): string {
  return pour(FRAME, words, language)
}

/** @param frame with a mark like `[[heading]]` wherever words go */
export function pour(frame: string, words: MailWords, language: Language): string {
  const stop = words.stop ? [`<a class="link" href="${words.stop.link}">${words.stop.label}</a>`] : []
  const facts = words.facts.map(({ label, value }) => `${label}: <strong>${value}</strong>`)
  const pieces: Record<string, string> = {
    language,
    heading: words.heading,
    preview: words.preview,
    paragraphs: paragraphs([opening(words), ...words.paragraphs, ...facts]),
    button: words.button.label,
    link: words.button.link,
    afterButton: paragraphs(words.afterButton),
    plainLink: words.plainLink,
    footer: paragraphs([...stop, ...words.footer]),
  }
  return frame.replace(/\[\[(\w+)\]\]/g, (_, name: string) => pieces[name]!)
}

const opening = (words: MailWords) => words.opening ?? '{{ person.greeting }}'

const paragraphs = (texts: string[]) =>
  texts
    .filter(Boolean)
    .map(text => `<p>${text}</p>`)
    .join('')

/** The same message for who reads letters only. */
export function plainLayout(words: MailWords): string {
  const facts = words.facts.map(({ label, value }) => `${label}: ${value}`)
  const paragraphs = [opening(words), ...words.paragraphs, ...facts]
  const link = `${words.button.label}:\n{{ link }}`
  const stop = words.stop ? [`${words.stop.label}:\n${words.stop.link}`] : []
  return `${[...paragraphs, link, ...words.afterButton, '-- ', ...stop, ...words.footer].join('\n\n')}\n`
}
