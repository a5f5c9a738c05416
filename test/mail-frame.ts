import fs from 'node:fs'
import mjml from 'mjml'

const TEMPLATES = new URL('../server/features/delivery/templates/', import.meta.url)
const HTML_FILE = new URL('mail-frame.html', TEMPLATES)

export const mailFrameSource = () => fs.readFileSync(new URL('mail-frame.mjml', TEMPLATES), 'utf8')
export const writtenMailFrame = () => fs.readFileSync(HTML_FILE, 'utf8')

/** The HTML that mailboxes understand; what `mail-frame.html` has to be, of `mail-frame.mjml`. */
export async function compileMail(source: string): Promise<string> {
  const { html } = await mjml(source, { validationLevel: 'strict', keepComments: false, fonts: {} })
  return html.replace(/\s*\n\s*/g, '\n')
}

if (import.meta.main) fs.writeFileSync(HTML_FILE, await compileMail(mailFrameSource()))
