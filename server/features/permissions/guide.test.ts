import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import {
  granularPermissions,
  type Permission,
  type PermissionLevel,
  type PermissionTool,
  permissionLevels,
  permissions,
  permissionTools,
} from '../../../contract/permissions.ts'
import { wordsFor } from '../../lib/words.ts'
import { permissionsGranted, type Template } from './granted.ts'

const guide = new URL('../../../docs/guides/permissions.md', import.meta.url)

const nothing: Template = {
  directory_level: 'none',
  prequalifications_level: 'none',
  reports_level: 'none',
  admin_level: 'none',
  granular: [],
}
const grants = (template: Partial<Template>, permission: Permission) =>
  permissionsGranted({ ...nothing, ...template }).has(permission)

const toolName = (tool: PermissionTool) => `${tool[0]!.toUpperCase()}${tool.slice(1)}`
const named = (tool: PermissionTool, level: PermissionLevel) =>
  `${toolName(tool)}: ${wordsFor('en', `templates.level-of.${level}`)}`

/** Whatever gives a permission to who is no Directory Admin, found by trying. */
function waysTo(permission: Permission): string[] {
  const ways: string[] = []
  const reading = { directory_level: 'read_only' } as const
  for (const one of granularPermissions)
    if (!grants(reading, permission) && grants({ ...reading, granular: [one] }, permission))
      ways.push(wordsFor('en', `templates.granular.${one}`)!)
  for (const tool of permissionTools) {
    const level = permissionLevels
      .filter(one => tool !== 'directory' || one !== 'admin')
      .find(one => grants({ [`${tool}_level`]: one }, permission))
    if (level) ways.push(named(tool, level))
  }
  const pair = { prequalifications_level: 'admin', directory_level: 'standard' } as const
  if (ways.length === 0 && grants(pair, permission))
    ways.push(`${named('prequalifications', 'admin')} together with ${named('directory', 'standard')}`)
  return ways
}

test('the guide tells of every permission what it is and what grants it, as the code has it', async () => {
  const rows = permissions.map(permission => {
    const ways = waysTo(permission).join(', or ') || 'Directory Admins alone'
    return `| ${wordsFor('en', `permission.${permission}`)} | ${ways} |`
  })
  const text = await readFile(guide, 'utf8')
  const table = text.slice(text.indexOf('| what it lets someone do |')).split('\n\n')[0]!
  assert.deepEqual(table.split('\n').slice(2), rows, `It should read:\n${rows.join('\n')}`)
})
