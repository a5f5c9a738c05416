import fs from 'node:fs'
import path from 'node:path'

const SOURCE_FOLDERS = ['contract', 'server', 'web', 'bench', 'test']

/** Every TypeScript file of the tree, from its root, with forward slashes. */
export function sourceFiles(root: string): string[] {
  return SOURCE_FOLDERS.filter(folder => fs.existsSync(path.join(root, folder)))
    .flatMap(folder =>
      fs
        .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .map(name => path.posix.join(folder, name.replaceAll(path.sep, '/'))),
    )
    .filter(file => /\.tsx?$/.test(file) && !/\.d\.ts$|\/(node_modules|dist)\//.test(file))
    .sort()
}
