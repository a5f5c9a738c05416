import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { SMTPServer } from 'smtp-server'

/** `good` is of 127.0.0.1, until 2099; all are of one authority, but for the one that a server gave itself. */
export type Certificate = 'good' | 'expired' | 'elsewhere' | 'self-signed'

const file = (name: string) => readFileSync(new URL(`certificates/${name}.pem`, import.meta.url), 'utf8')

/** The authority of these certificates is one that this process trusts. */
export function trustTheTestAuthority(): void {
  setDefaultCACertificates([...getCACertificates('default'), file('ca')])
}

/** A real mail server on loopback that speaks TLS from the first byte, or after STARTTLS if it offers that; and can be mended. */
export async function tlsMailServer(
  certificate: Certificate,
  { secure = true, offersStartTls = true, port = 0 } = {},
) {
  const taken: string[] = []
  const server = new SMTPServer({
    secure,
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: offersStartTls ? [] : ['STARTTLS'],
    // Its library brings one that it signed itself.
    ...(certificate !== 'self-signed' && { key: file('key-of-tests'), cert: file(certificate) }),
    onData(stream, { envelope }, done) {
      stream
        .on('end', () => {
          taken.push(...envelope.rcptTo.map(to => to.address))
          done(null, 'taken')
        })
        .resume()
    },
  })
  server.on('error', () => {}) // who does not trust it hangs up
  const net = server.listen(port, '127.0.0.1')
  await once(net, 'listening')
  return {
    port: (net.address() as AddressInfo).port,
    taken,
    close: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}
