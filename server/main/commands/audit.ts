import { type ChainReport, installationRecord, verifyChain } from '../../features/audit/index.ts'
import { exitCodes } from './command-fault.ts'
import { accountMeant, atDesk, type CommandOptions } from './desk.ts'

type AuditOptions = CommandOptions & { installation?: boolean }

/** Says whether the record of an account, and the installation's own, are what was written, and where they are not. */
export const auditVerify = (options: AuditOptions): Promise<number> =>
  atDesk(options, async ({ db, installation: { secret, auditAnchorsFile: anchorsFile }, answer }) => {
    const verify = (owner: string) => verifyChain(db, owner, { secret, anchorsFile })
    const installation = await verify(installationRecord)
    const ofInstallation = inWords('The installation', installation, anchorsFile)
    if (options.installation) {
      answer({ installation }, ofInstallation)
      return codeOf(installation)
    }
    const account = await accountMeant(db, options)
    const report = await verify(account.id)
    answer({ account: account.name, ...report, installation }, [
      ...inWords(account.name, report, anchorsFile),
      ...ofInstallation,
    ])
    return codeOf(report, installation)
  })

const codeOf = (...reports: ChainReport[]) =>
  reports.some(report => report.faults.length) ? exitCodes.failed : exitCodes.done

function inWords(account: string, report: ChainReport, anchorsFile: string): string[] {
  const { sealed, unsealed, erased, anchors, faults } = report
  const [first] = faults
  return [
    `${account}: ${sealed} events sealed, ${unsealed} waiting to be, ${anchors} anchors in ${anchorsFile}.`,
    ...(first
      ? faults.map(({ sequence, fault }) => `FAULT at event ${sequence}: ${faultWords[fault]}`)
      : ['The record is whole.']),
    ...(erased
      ? [
          `Of ${erased} events the detail was erased on request; that they happened, when, and who acted stands.`,
        ]
      : []),
    ...(anchors ? [] : ['Without anchors nobody can tell whether its end was cut off.']),
  ]
}

const faultWords: Record<ChainReport['faults'][number]['fault'], string> = {
  missing: 'it is missing.',
  changed: 'it, its place, or what stood before it was changed.',
  blanked: 'its detail is gone, and no erasure on the record says so.',
  'cut-off': 'the record ends before it, and an anchor knows that it went on.',
}
