import fs from 'node:fs'
import path from 'node:path'
import type { ImportLine, ImportView } from '../../../contract/imports.ts'
import { importPeople } from '../../features/imports/index.ts'
import { importEffects } from '../../registry.ts'
import { CommandFault, exitCodes } from './command-fault.ts'
import { actorMeant, atDesk, type CommandOptions } from './desk.ts'
import { wordsOf } from './words.ts'

type ImportOptions = CommandOptions & { map?: string[]; sendInvitation?: boolean; dryRun?: boolean }

/** Applies the good lines of a file of people and reports the faulty ones. @param file its name; - reads stdin */
export function importFile(file: string, options: ImportOptions): Promise<number> {
  const overrides = overridesOf(options.map)
  if (file !== '-' && !fs.existsSync(file)) throw new CommandFault(`There is no file ${file}.`)
  if (file !== '-' && fs.statSync(file).isDirectory())
    throw new CommandFault(`${file} is a folder, not a file.`)
  return atDesk(options, async ({ db, installation, answer }) => {
    const actor = await actorMeant(db, options)
    const source = file === '-' ? process.stdin : fs.createReadStream(file)
    const { view, faulty } = await importPeople(db, importEffects(installation), actor, source, {
      fileName: file === '-' ? 'stdin.csv' : path.basename(file),
      overrides,
      sendInvitation: options.sendInvitation === true,
      dryRun: options.dryRun === true,
    })
    answer({ ...view, faulty }, inWords(view, faulty, options.dryRun === true))
    return view.counts.faulty > 0 ? exitCodes.partlyOrWronglyCalled : exitCodes.done
  })
}

/** @param given such as `Surname=lastName` */
function overridesOf(given: string[] = []): Record<string, string> {
  const wrong = given.find(pair => !/^.+=.+$/.test(pair))
  if (wrong)
    throw new CommandFault(`--map takes header=field, not ${wrong}; for example --map "Work mail=email".`)
  return Object.fromEntries(
    given.map(pair => [pair.slice(0, pair.lastIndexOf('=')), pair.slice(pair.lastIndexOf('=') + 1)]),
  )
}

function inWords(view: ImportView, faulty: ImportLine[], isDryRun: boolean): string[] {
  const { add, update, unchanged } = view.counts
  const verb = isDryRun ? 'would be' : 'were'
  return [
    `Of ${view.lines} lines ${add} people ${verb} added and ${update} updated; ${unchanged} needed nothing, ${view.counts.faulty} are faulty.`,
    ...faulty.map(line => {
      const faults = line.faults.map(
        ({ field, reason, detail }) => `${field ?? 'line'}: ${wordsOf('fault', reason, detail)}`,
      )
      return `  line ${line.line}: ${faults.join('; ')}`
    }),
    ...(view.runId ? [`Invitations are sent by run ${view.runId}.`] : []),
  ]
}
