import { type ChainReport, verifyChain } from '../../features/audit/index.ts'
import { exitCodes } from './command-fault.ts'
import { accountMeant, atDesk, type CommandOptions } from './desk.ts'

/** Says whether the record of an account is what was written, and where it is not. */
export const auditVerify = (options: CommandOptions): Promise<number> =>
  atDesk(options, async ({ db, installation, answer }) => {
    const account = await accountMeant(db, options)
    const { secret, auditAnchorsFile: anchorsFile } = installation
    const report = await verifyChain(db, account.id, { secret, anchorsFile })
    answer({ account: account.name, ...report }, inWords(account.name, report, anchorsFile))
    return report.faults.length ? exitCodes.failed : exitCodes.done
  })

function inWords(account: string, report: ChainReport, anchorsFile: string): string[] {
  const { sealed, unsealed, anchors, faults } = report
  const [first] = faults
  return [
    `${account}: ${sealed} events sealed, ${unsealed} waiting to be, ${anchors} anchors in ${anchorsFile}.`,
    ...(first
      ? faults.map(({ sequence, fault }) => `FAULT at event ${sequence}: ${faultWords[fault]}`)
      : ['The record is whole.']),
    ...(anchors ? [] : ['Without anchors nobody can tell whether its end was cut off.']),
  ]
}

const faultWords: Record<ChainReport['faults'][number]['fault'], string> = {
  missing: 'it is missing.',
  changed: 'it, its place, or what stood before it was changed.',
  'cut-off': 'the record ends before it, and an anchor knows that it went on.',
}
