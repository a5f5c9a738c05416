import type { Pdu } from 'smpp'
import type { HttpTimeouts } from './fenced-request.ts'
import { httpGateway } from './http-gateway.ts'
import { kannelDialect } from './kannel.ts'
import { smppGateway } from './smpp-gateway.ts'
import type { ReportUrl, SmsGateway } from './sms-gateway.ts'
import type { SmsServer } from './sms-url.ts'
import { twilioDialect } from './twilio.ts'

/** What a gateway needs of us: where it reports to over HTTP, and who listens where it reports on its own session. */
export type Ears = { reportUrl: ReportUrl; heard(pdu: Pdu): Promise<void> }

/** The way to the gateway that SMS_URL names. @param timeouts shorter ones serve tests */
export function smsGatewayFor(server: SmsServer, ears: Ears, timeouts?: HttpTimeouts): SmsGateway {
  switch (server.kind) {
    case 'kannel':
      return httpGateway(server, kannelDialect(server, ears.reportUrl), timeouts)
    case 'twilio':
      return httpGateway(server, twilioDialect(server, ears.reportUrl), timeouts)
    case 'smpp':
      return smppGateway(server, ears.heard, timeouts)
  }
}
