import { SMTPServer } from 'smtp-server'

/** A sink in its own process where Postfix's is not installed: node node-sink.ts PORT. Says `mesg=N` as that one does. */
const port = Number(process.argv[2])
const TELL_EVERY_MS = 5
let count = 0
let told = -1

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  logger: false,
  onConnect(_session, callback) {
    tell()
    callback()
  },
  onData(stream, _session, callback) {
    stream.on('end', () => {
      count++
      callback(null, 'OK')
    })
    stream.resume()
  },
})
server.on('error', () => {})
server.listen(port, '127.0.0.1')
setInterval(() => told !== count && tell(), TELL_EVERY_MS)

function tell(): void {
  told = count
  process.stdout.write(`mesg=${count}\r`)
}
