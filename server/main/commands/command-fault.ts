import { Problem } from '../../lib/problem.ts'
import { EnvironmentFaults } from '../environment/index.ts'
import { wordsOf } from './words.ts'

/** Source: docs/guides/command-line.md, exit codes. */
export const exitCodes = { done: 0, failed: 1, partlyOrWronglyCalled: 2 } as const

/** Something the caller of a command can mend: one sentence, no stack. */
export class CommandFault extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.partlyOrWronglyCalled) {
    super(message)
    this.exitCode = exitCode
  }
}

/** What a failed command says, and the exit code that it ends with. */
export function faultOf(error: unknown): { lines: string[]; exitCode: number } {
  if (error instanceof EnvironmentFaults)
    return { lines: error.faults, exitCode: exitCodes.partlyOrWronglyCalled }
  if (error instanceof CommandFault) return { lines: [error.message], exitCode: error.exitCode }
  if (error instanceof Problem) return { lines: linesOf(error), exitCode: exitCodes.failed }
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000') {
    return {
      lines: [`The database cannot be used: ${message}. Is DATABASE_URL right?`],
      exitCode: exitCodes.failed,
    }
  }
  return { lines: [message || String(code ?? error)], exitCode: exitCodes.failed }
}

function linesOf(problem: Problem): string[] {
  const title = wordsOf('problem', problem.code)
  const faults = problem.faults?.map(
    ({ path, reason, detail }) => `  ${path.join('.')}: ${wordsOf('fault', reason, detail)}`,
  )
  return [problem.message === problem.code ? title : `${title} ${problem.message}`, ...(faults ?? [])]
}
