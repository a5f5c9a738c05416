import { readEnvironment } from '../environment/index.ts'
import { note } from '../say.ts'
import { exitCodes, faultOf } from './command-fault.ts'
import { answerer, type CommandOptions } from './desk.ts'
import { examinations } from './examinations.ts'

export type Finding = { what: string; ok: boolean; words: string }

/** Examines the installation; one line each, with the mend where something is wrong. */
export async function doctor(options: CommandOptions): Promise<number> {
  const findings: Finding[] = []
  const environment = readEnvironment(process.env)
  const patient = { environment, url: null as string | null, leave: async () => {} }
  try {
    for (const [what, examine] of Object.entries(examinations)) {
      try {
        findings.push({ what, ok: true, words: await examine(patient) })
      } catch (error) {
        findings.push({ what, ok: false, words: faultOf(error).lines.join(' ') })
      }
    }
  } finally {
    await patient.leave().catch(() => note('The database could not be left in order.'))
  }
  answerer(options)(
    { ok: findings.every(finding => finding.ok), findings },
    findings.map(({ what, ok, words }) => `${ok ? 'ok   ' : 'FAULT'} ${what}: ${words}`),
  )
  return findings.every(finding => finding.ok) ? exitCodes.done : exitCodes.failed
}
