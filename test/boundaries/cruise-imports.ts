import fs from 'node:fs'
import path from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { importRules } from './import-rules.ts'
import { sourceFiles } from './source-files.ts'

/**
 * The imports of a source tree that the rules forbid, as `rule: from → to`.
 *
 * @throws when the parser did not see a file or its imports: with TypeScript 7 alone it passes on nothing at all
 */
export async function forbiddenImports(root: string): Promise<string[]> {
  const files = sourceFiles(root)
  const { output } = await cruise(files, {
    baseDir: root,
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    validate: true,
    ruleSet: { forbidden: importRules },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  })
  const { modules, summary } = output as ICruiseResult
  const seen = new Map(modules.map(({ source, dependencies }) => [source, dependencies.length]))
  const unseen = files.filter(
    file => !(seen.get(file) ?? 0) && (importsSomething(root, file) || !seen.has(file)),
  )
  if (unseen.length > 0) throw new Error(`The parser did not see ${unseen.join(', ')}.`)
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
}

const importsSomething = (root: string, file: string) =>
  /^(import|export) [^;]*?from ['"]/m.test(fs.readFileSync(path.join(root, file), 'utf8'))
