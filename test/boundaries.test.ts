import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { forbiddenImports } from './boundaries/cruise-imports.ts'
import { fileFaults } from './boundaries/file-rules.ts'
import { sourceFiles } from './boundaries/source-files.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

test('imports point one way', async () => {
  assert.ok(sourceFiles(ROOT).length > 50)
  assert.deepEqual(await forbiddenImports(ROOT), [])
})

test('files are short, named for what is inside, read no environment and call nobody outside', () => {
  assert.deepEqual(fileFaults(ROOT), [])
})

/** A small tree that keeps every rule; each planted file breaks the one that it stands beside. */
const CLEAN: Record<string, string> = {
  'package.json': '{"type":"module","dependencies":{"zod":"1","kysely":"1","fastify":"1","react":"1"}}',
  ...Object.fromEntries(
    ['zod', 'kysely', 'fastify', 'react'].flatMap(name => [
      [`node_modules/${name}/package.json`, `{"name":"${name}","exports":"./index.js"}`],
      [`node_modules/${name}/index.js`, 'export const a = 1'],
    ]),
  ),
  'contract/people.ts': `import { a } from 'zod'\nexport const people = a`,
  'web/main.tsx': `import { a } from 'react'\nimport { people } from '../contract/people.ts'\nexport const page = <p>{a + people}</p>`,
  'server/lib/ids.ts': `import { people } from '../../contract/people.ts'\nexport const id = people`,
  'server/db/connect.ts': `import { a } from 'kysely'\nimport { id } from '../lib/ids.ts'\nexport const db = a + id`,
  'server/sweeps/loop.ts': `import { db } from '../db/connect.ts'\nexport const loop = db`,
  'server/features/bulk/index.ts': `import { loop } from '../../sweeps/loop.ts'\nexport const bulk = loop`,
  'server/features/bulk/inside.ts': `import type { a } from 'kysely'\nexport const inside: typeof a = 1`,
  'server/features/invitations/index.ts': `import { bulk } from '../bulk/index.ts'\nexport const invitations = bulk`,
  'server/features/invitations/routes.ts': `import { a } from 'fastify'\nexport const routes = a`,
  'server/features/invitations/queries.ts': `import { a } from 'kysely'\nexport const query = a`,
  'server/http/app.ts': `import { invitations } from '../features/invitations/index.ts'\nexport const app = invitations`,
  'server/registry.ts': `import { routes } from './features/invitations/routes.ts'\nexport const registry = routes`,
  'server/main/serve.ts': `import { registry } from '../registry.ts'\nexport const serve = registry + process.env.PORT`,
  'test/people.ts': `import { inside } from '../server/features/bulk/inside.ts'\nexport const aUser = inside`,
}

const PLANTED: [rule: string, file: string, text: string][] = [
  ['contract-is-zod-only', 'contract/runs.ts', `import { a } from 'react'\nexport const b = a`],
  ['contract-is-zod-only', 'contract/runs.ts', `export { id } from '../server/lib/ids.ts'`],
  [
    'web-uses-contract-and-locales',
    'web/api.ts',
    `import type { id } from '../server/lib/ids.ts'\nexport type B = typeof id`,
  ],
  ['server-never-uses-web', 'server/lib/page.ts', `export { page } from '../../web/main.tsx'`],
  ['product-never-uses-tests', 'server/lib/page.ts', `export { aUser } from '../../test/people.ts'`],
  ['server-layers-lib', 'server/lib/clock.ts', `export { db } from '../db/connect.ts'`],
  ['server-layers-db', 'server/db/keyset.ts', `export { loop } from '../sweeps/loop.ts'`],
  ['server-layers-sweeps', 'server/sweeps/wake.ts', `export { bulk } from '../features/bulk/index.ts'`],
  ['server-layers-features', 'server/features/bulk/routes.ts', `export { app } from '../../http/app.ts'`],
  ['server-layers-http', 'server/http/openapi.ts', `export { registry } from '../registry.ts'`],
  ['server-layers-registry', 'server/registry.ts', `export { serve } from './main/serve.ts'`],
  ['features-through-index', 'server/http/bulk.ts', `export { inside } from '../features/bulk/inside.ts'`],
  [
    'features-through-index-or-routes-and-sweeps',
    'server/registry.ts',
    `export { inside } from './features/bulk/inside.ts'`,
  ],
  [
    'features-through-index-of-each-other',
    'server/features/scim/routes.ts',
    `export { inside } from '../bulk/inside.ts'`,
  ],
  ['feature-ranks-settings', 'server/features/settings/a.ts', `export { bulk } from '../bulk/index.ts'`],
  [
    'feature-ranks-bulk',
    'server/features/bulk/apply.ts',
    `export { invitations } from '../invitations/index.ts'`,
  ],
  [
    'feature-ranks-open-items',
    'server/features/open-items/a.ts',
    `export { invitations } from '../invitations/index.ts'`,
  ],
  ['feature-has-a-rank', 'server/features/newcomer/index.ts', `export { bulk } from '../bulk/index.ts'`],
  [
    'kysely-in-queries-and-db',
    'server/features/bulk/bulk/invite.ts',
    `import { a } from 'kysely'\nexport const b = a`,
  ],
  [
    'fastify-in-http-and-routes',
    'server/features/bulk/answer.ts',
    `import { a } from 'fastify'\nexport const b = a`,
  ],
  ['no-circles', 'server/lib/one.ts', `import { two } from './two.ts'\nexport const one: number = two`],
  ['file-length', 'server/lib/long.ts', 'export {}\n'.repeat(301)],
  ['file-length', 'server/lib/long.test.ts', 'export {}\n'.repeat(501)],
  ['empty-name', 'server/lib/phone-utils.ts', 'export {}'],
  ['empty-name', 'web/ui/common/button.tsx', 'export {}'],
  ['environment-in-main-only', 'server/lib/clock.ts', 'export const zone = process.env.TZ'],
  ['environment-in-main-only', 'server/db/embedded/start.ts', 'export const all = process.env'],
  [
    'outward-calls-in-delivery',
    'server/features/bulk/tell.ts',
    `export const tell = () => fetch('http://a.b')`,
  ],
]

test('a tree that keeps the rules passes, type imports and tests included', async t => {
  const root = aTree(t, { 'server/db/embedded/start.ts': 'export const p = process.env.PATH' })
  assert.deepEqual([...(await forbiddenImports(root)), ...fileFaults(root)], [])
})

for (const [rule, file, text] of PLANTED) {
  test(`${rule} is found where ${file} breaks it`, async t => {
    const circle = { 'server/lib/two.ts': `import { one } from './one.ts'\nexport const two: number = one` }
    const root = aTree(t, { ...(rule === 'no-circles' && circle), [file]: text })
    const found = [...(await forbiddenImports(root)), ...fileFaults(root)]
    assert.ok(
      found.some(fault => fault.startsWith(`${rule}: ${file}`)),
      found.join('\n') || 'nothing found',
    )
  })
}

test('a file that the parser cannot read is not taken for a file without imports', async t => {
  const root = aTree(t, { 'server/lib/broken.ts': `import { a } from 'zod'\nconst = ` })
  await assert.rejects(forbiddenImports(root))
})

function aTree(t: TestContext, planted: Record<string, string>): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'muster-boundaries-'))
  t.after(() => fs.rmSync(root, { recursive: true }))
  for (const [file, text] of Object.entries({ ...CLEAN, ...planted })) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    fs.writeFileSync(path.join(root, file), text)
  }
  return root
}
