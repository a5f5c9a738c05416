import { type PermissionLevel, type ProjectAbility, projectAbilities } from '../../../contract/permissions.ts'
import { isAtLeast } from './granted.ts'

/** The level of a template of a project from which on it lets a member do something there. Source: product.md section 4. */
const from: Record<ProjectAbility, PermissionLevel> = {
  // By being on the project, whatever the template says.
  'on-project.view': 'none',
  'on-project.add-contacts': 'standard',
  'on-project.run': 'admin',
  'on-project.see-inactive': 'admin',
  'on-project.reactivate': 'admin',
}

/** @param level null for a member without a template */
export const letsOnProject = (level: PermissionLevel | null, ability: ProjectAbility): boolean =>
  isAtLeast(level ?? 'none', from[ability])

/** In the order of the contract. */
export const abilitiesOnProject = (level: PermissionLevel): ProjectAbility[] =>
  projectAbilities.filter(ability => letsOnProject(level, ability))
