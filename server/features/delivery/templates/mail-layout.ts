import type { Language } from './language.ts'
import type { MailWords } from './mail-words.ts'

const FONT = "system-ui,'Segoe UI',Roboto,Arial,sans-serif"
const BLUE = '#1d4ed8'

/** Mailboxes that turn colours around by themselves are told ours; those that ask get a dark set. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
p, h1 { margin: 0 0 12px; }
.link { word-break: break-all; }
@media (prefers-color-scheme: dark) {
body, body > div { background-color: #0f172a !important; }
.card > table > tbody > tr > td { background-color: #1e293b !important; }
.words div, .words strong { color: #f1f5f9 !important; }
.quiet div, .quiet a { color: #b6c2d1 !important; }
.rule p { border-top-color: #3b4a60 !important; }
}
[data-ogsc] .words div { color: #f1f5f9 !important; }
[data-ogsc] .quiet div { color: #b6c2d1 !important; }`

const QUIET = 'css-class="quiet" font-size="13px" line-height="20px" color="#475569"'
const WORDS = 'css-class="words" font-size="16px" line-height="25px" color="#1e293b"'

/** One card: who writes, what to do, one button, the same link in letters, and how it ends. */
export function mailLayout(words: MailWords, language: Language): string {
  const facts = words.facts.map(({ label, value }) => `${label}: <strong>${value}</strong>`)
  const { label, link } = words.button
  const stop = words.stop ? [`<a class="link" href="${words.stop.link}">${words.stop.label}</a>`] : []
  return `<mjml lang="${language}">
  <mj-head>
    <mj-title>${words.heading}</mj-title>
    <mj-preview>${words.preview}</mj-preview>
    <mj-attributes>
      <mj-all font-family="${FONT}" />
      <mj-text padding="0" />
      <mj-column padding="0" />
    </mj-attributes>
    <mj-style>${STYLE}</mj-style>
    <mj-raw><meta name="color-scheme" content="light dark" /><meta name="supported-color-schemes" content="light dark" /></mj-raw>
  </mj-head>
  <mj-body width="584px" background-color="#f1f5f9">
    <mj-section padding="28px 36px 10px"><mj-column><mj-text ${QUIET} font-weight="600">{{ account.name }}</mj-text></mj-column></mj-section>
    <mj-section padding="0 12px"><mj-column css-class="card" background-color="#ffffff" border-radius="12px" padding="28px 24px 20px">
      <mj-text ${WORDS}><h1 style="font-size:22px;line-height:30px">${words.heading}</h1>${paragraphs([opening(words), ...words.paragraphs, ...facts])}</mj-text>
      <mj-button href="${link}" align="left" background-color="${BLUE}" color="#ffffff" border-radius="8px" font-size="16px" font-weight="600" inner-padding="14px 24px" padding="8px 0 20px">${label}</mj-button>
      <mj-text ${WORDS}>${paragraphs(words.afterButton)}</mj-text>
      <mj-divider css-class="rule" border-width="1px" border-color="#e2e8f0" padding="4px 0 16px" />
      <mj-text ${QUIET}>${words.plainLink}<br /><a class="link" href="${link}" style="color:${BLUE}">${link}</a></mj-text>
    </mj-column></mj-section>
    <mj-section padding="16px 36px 40px"><mj-column><mj-text ${QUIET}>${paragraphs([...stop, ...words.footer])}</mj-text></mj-column></mj-section>
  </mj-body>
</mjml>`
}

const opening = (words: MailWords) => words.opening ?? '{{ person.greeting }}'

const paragraphs = (texts: string[]) => texts.map(text => `<p>${text}</p>`).join('')

/** The same message for who reads letters only. */
export function plainLayout(words: MailWords): string {
  const facts = words.facts.map(({ label, value }) => `${label}: ${value}`)
  const paragraphs = [opening(words), ...words.paragraphs, ...facts]
  const link = `${words.button.label}:\n{{ link }}`
  const stop = words.stop ? [`${words.stop.label}:\n${words.stop.link}`] : []
  return `${[...paragraphs, link, ...words.afterButton, '-- ', ...stop, ...words.footer].join('\n\n')}\n`
}
