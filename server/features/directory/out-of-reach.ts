import type { Judge } from '../bulk/index.ts'
import { may } from '../permissions/index.ts'

/** Company Admins, for who is none: holders of the granular permission never touch them. Source: product.md section 4. */
export function outOfReach({ state, actor }: Pick<Judge<unknown, 'user'>, 'state' | 'actor'>) {
  if (may(actor, 'directory.assign-any-template')) return state.lit(false)
  return state(
    'template_id',
    'in',
    state
      .selectFrom('permission_template as t')
      .select('t.id')
      .where('t.account_id', '=', actor.accountId)
      .where('t.directory_level', '=', 'admin'),
  )
}
