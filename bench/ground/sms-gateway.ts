import net from 'node:net'

/**
 * An SMS gateway in Kannel's form that takes everything and keeps nothing, in a process of its own: node sms-gateway.ts PORT
 * ANSWER_AFTER_MS. As cheap as it can be, so that it is never what is measured. Says `mesg=N` as the mail sinks do.
 */
const [port = 0, answerAfterMs = 0] = process.argv.slice(2).map(Number)
const TELL_EVERY_MS = 5
const END = '\r\n\r\n'
const TAKEN = '0: Accepted for delivery'
const answer = `HTTP/1.1 202 Accepted\r\ncontent-type: text/plain\r\ncontent-length: ${TAKEN.length}\r\n\r\n${TAKEN}`
let count = 0
let told = -1

const server = net.createServer({ noDelay: true }, socket => {
  let tail = ''
  tell()
  socket.on('error', () => {})
  socket.on('data', chunk => {
    // Requests without a body: each ends with an empty line, and the last bytes may come alone.
    const text = tail + chunk.toString('latin1')
    const ends = text.split(END).length - 1
    tail = text.slice(text.lastIndexOf(END) < 0 ? 0 : text.lastIndexOf(END) + END.length)
    if (!ends) return
    count += ends
    const say = () => socket.write(answer.repeat(ends))
    if (answerAfterMs) setTimeout(say, answerAfterMs)
    else say()
  })
})
server.listen(port, '127.0.0.1')
setInterval(() => told !== count && tell(), TELL_EVERY_MS)

function tell(): void {
  told = count
  process.stdout.write(`mesg=${count}\r`)
}
