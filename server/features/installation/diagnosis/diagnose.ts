import type { Resolver } from 'node:dns/promises'
import type { Diagnosis } from '../../../../contract/delivery-settings.ts'
import { parseSmtpUrl } from '../../delivery/index.ts'
import type { Installation } from '../../settings/index.ts'
import { dkimFinding, dmarcFinding, mxFinding, ptrFinding, spfFinding } from './dns-findings.ts'
import { serverFindings } from './server-findings.ts'

/**
 * Looks at what decides whether messages arrive: the mail server itself, and what the sender's domain says of it in DNS.
 * It asks others and waits for them, so it is not to be called inside a transaction.
 *
 * @param dkimSelector null while nobody said
 */
export async function diagnose(
  { smtpUrl, mailFrom }: Pick<Installation, 'smtpUrl' | 'mailFrom'>,
  dkimSelector: string | null,
  resolver: Resolver,
  now: Date,
): Promise<Diagnosis> {
  const domain = mailFrom.address.split('@')[1]!
  if (smtpUrl === null) return { domain, findings: [] }
  const server = parseSmtpUrl(smtpUrl)
  const [ofServer, ...ofDomain] = await Promise.all([
    serverFindings(server, now),
    spfFinding(resolver, domain),
    dkimFinding(resolver, domain, dkimSelector),
    dmarcFinding(resolver, domain),
    ptrFinding(resolver, server.host),
    mxFinding(resolver, domain),
  ])
  return { domain, findings: [...ofServer, ...ofDomain] }
}
