import { createRequire } from 'node:module'
import nodemailer from 'nodemailer'
import type SMTPConnectionType from 'nodemailer/lib/smtp-connection'
import { fillMessage, prepareMessage } from '../../server/features/delivery/mime/index.ts'
import { slottedText } from '../../server/features/delivery/mime/slotted-text.ts'
import { greeting, mailTemplateNamed, personSlots } from '../../server/features/delivery/templates/index.ts'

/**
 * What sending the same messages costs without knowing afterwards what happened to whom. In a process of its own:
 * node mail-loop.ts pool|prepared PORT CONNECTIONS COUNT, prints {"ms", "cpuMs", "bytes"}.
 *
 * pool: nodemailer composes each message of subject, text and HTML and sends it over its pool, the plain way.
 * prepared: every message's bytes are made before the clock starts; what is left is SMTP alone.
 */
const [mode, port, connections, count] = [process.argv[2], ...process.argv.slice(3).map(Number)] as [
  string,
  ...number[],
]
const server = { host: '127.0.0.1', port: port!, secure: false, ignoreTLS: true }

const from = { name: 'Muster', address: 'muster@example.com' }
const replyTo = { name: 'Ada Admin', address: 'ada.admin@bench.example.com' }
const list = { name: 'Bench Builders', id: '0192f0c4-0000-7000-8000-000000000000.example.com' }
const variables = {
  account: { name: 'Bench Builders' },
  inviter: { name: 'Ada Admin' },
  reminders: [3, 7, 14],
  expiresOn: 'December 20, 2025',
}
const batch = { from, replyTo, list, variables, slots: personSlots }
const template = mailTemplateNamed('invitation/welcome', 'en')
const prepared = prepareMessage(template, batch)
/** Literals and numbers of slots: filling in is one join, the cheapest way that a plain loop could have. */
const pieces = {
  subject: slottedText(template.subject, 'text', batch, 'subject'),
  text: slottedText(template.text, 'text', batch, 'text'),
  html: slottedText(template.html, 'html', batch, 'html'),
}

const bytes = bytesOf(0).length
const work = mode === 'pool' ? await pooled() : await bare()
const cpuBefore = process.cpuUsage()
const startedAt = performance.now()
await work()
const ms = performance.now() - startedAt
const { user, system } = process.cpuUsage(cpuBefore)
process.stdout.write(`${JSON.stringify({ ms, cpuMs: (user + system) / 1000, bytes })}\n`, () =>
  process.exit(0),
)

function personOf(number: number) {
  const name = `Maria Fernandez${number}`
  const address = `maria.fernandez.${number}@blue-ridge-framing.example.com`
  const secret = String(number).padStart(43, 'Qm4xTz-kR7_pLs9vYw2hJd8nGf5bCe3aUo6iXq1tVyB')
  const link = `http://127.0.0.1:3000/join/${secret}`
  return { to: { name, address }, values: [greeting('en', 'Maria'), 'Maria', link, address] }
}

function bytesOf(number: number): Buffer {
  const { to, values } = personOf(number)
  return fillMessage(prepared, {
    to,
    messageId: `${number}@example.com`,
    date: new Date(),
    values: Object.fromEntries(personSlots.map((slot, index) => [slot, values[index]!])),
  })
}

async function pooled() {
  const transport = nodemailer.createTransport({
    ...server,
    pool: true,
    maxConnections: connections!,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  let next = 0
  const filled = (piece: readonly (string | number)[], values: string[]) =>
    piece.map(one => (typeof one === 'string' ? one : values[one])).join('')
  // Two for each connection: it never waits for the next message to be asked for.
  const lane = async () => {
    while (next < count!) {
      const number = next++
      const { to, values } = personOf(number)
      await transport.sendMail({
        ...{ from, replyTo, to },
        subject: filled(pieces.subject, values),
        text: filled(pieces.text, values),
        html: filled(pieces.html, values),
        headers: { 'Auto-Submitted': 'auto-generated' },
        list: { id: { url: list.id, comment: list.name } },
      })
    }
  }
  return () => Promise.all(Array.from({ length: connections! * 2 }, lane))
}

async function bare() {
  const SMTPConnection = createRequire(import.meta.url)(
    'nodemailer/lib/smtp-connection',
  ) as typeof SMTPConnectionType
  const DIFFERENT = 1_000
  const messages = Array.from({ length: Math.min(count!, DIFFERENT) }, (_, number) => ({
    envelope: { from: from.address, to: personOf(number).to.address },
    mime: bytesOf(number),
  }))
  const open = await Promise.all(
    Array.from({ length: connections! }, async () => {
      const connection = new SMTPConnection(server)
      await new Promise<void>((resolve, reject) => {
        connection.once('error', reject)
        connection.connect(() => resolve())
      })
      return connection
    }),
  )
  let next = 0
  const lane = async (connection: SMTPConnectionType) => {
    while (next < count!) {
      const { envelope, mime } = messages[next++ % messages.length]!
      await new Promise<void>((resolve, reject) =>
        connection.send(envelope, mime, error => (error ? reject(error) : resolve())),
      )
    }
  }
  return () => Promise.all(open.map(lane))
}
