import { faultOf } from './commands/command-fault.ts'
import { program } from './commands/program.ts'
import { note } from './say.ts'

try {
  await program.parseAsync()
} catch (error) {
  const { lines, exitCode } = faultOf(error)
  for (const line of lines) note(line)
  process.exitCode = exitCode
}
