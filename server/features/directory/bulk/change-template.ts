import { z } from 'zod'
import { recordEachOwn } from '../../audit/index.ts'
import { type BulkAction, defineBulkAction } from '../../bulk/index.ts'
import { actedBy, may, templatesOf } from '../../permissions/index.ts'
import { outOfReach } from '../out-of-reach.ts'
import { setTemplate, templateChangeOfEach } from '../queries.ts'

const input = z.object({ templateId: z.uuid() }).strict()

/**
 * Gives users another permission template; what they may do changes with their next request.
 *
 * Holders of the granular permission give only what is assignable. Source: product.md section 4.
 */
export const changeTemplate: BulkAction<z.infer<typeof input>> = defineBulkAction({
  name: 'user.change-template',
  subject: 'user',
  permission: 'directory.create-and-edit-users',
  input,
  sends: false,

  refusals: {
    inactive: ({ state }) => state('status', '=', 'inactive'),
    yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
    'is-company-admin': outOfReach,
    'template-not-assignable': ({ state, actor, input }) => {
      const assignable = state
        .selectFrom('permission_template as t')
        .select('t.id')
        .where('t.account_id', '=', actor.accountId)
        .where('t.scope', '=', 'company')
        .where('t.archived_at', 'is', null)
        .where('t.id', '=', input.templateId)
      const any = may(actor, 'directory.assign-any-template')
      return state.not(
        state.exists(
          any
            ? assignable
            : assignable.where('t.is_assignable', '=', true).where('t.directory_level', '!=', 'admin'),
        ),
      )
    },
    'has-this-template': ({ state, input }) => state('template_id', '=', input.templateId),
  },

  async apply(tx, personIds, run) {
    const { templateId } = run.input
    const templates = await templatesOf(tx, run.accountId)
    const template = templates.find(one => one.id === templateId)?.name ?? ''
    await recordEachOwn(
      tx,
      actedBy(run.actor, run.id),
      'person.template-changed',
      templateChangeOfEach(run.accountId, personIds, { templateId, template }),
    )
    await setTemplate(tx, run.accountId, personIds, templateId)
  },
})
