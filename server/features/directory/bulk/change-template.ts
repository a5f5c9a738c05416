import { z } from 'zod'
import { recordEachOwn } from '../../audit/index.ts'
import { type BulkAction, changedSinceRun, defineBulkAction } from '../../bulk/index.ts'
import { actedBy, templatesOf } from '../../permissions/index.ts'
import { outOfReach } from '../out-of-reach.ts'
import {
  formerIsArchived,
  giveBackTemplates,
  mayNotGive,
  mayNotGiveBack,
  setTemplate,
  templateChangeOfEach,
  templateGivenBackToEach,
} from '../template-queries.ts'

const input = z.object({ templateId: z.uuid() }).strict()

/**
 * Gives users another permission template; what they may do changes with their next request.
 *
 * Holders of the granular permission give only what is assignable. Source: product.md section 4.
 */
export const changeTemplate: BulkAction<z.infer<typeof input>, 'user'> = defineBulkAction({
  name: 'user.change-template',
  subject: 'user',
  permission: 'directory.create-and-edit-users',
  input,
  sends: false,
  judgedByInput: ['template-not-assignable', 'has-this-template'],

  refusals: {
    inactive: ({ state }) => state('status', '=', 'inactive'),
    yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
    'is-company-admin': outOfReach,
    'template-not-assignable': ({ actor, input }) => mayNotGive(actor, input.templateId),
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
    await setTemplate(tx, run.accountId, personIds, { templateId, runId: run.id })
    return undefined
  },

  undo: {
    refusals: {
      'changed-since-run': ({ actor, input }) => changedSinceRun(actor.accountId, input.undone),
      yourself: ({ state, actor }) => state('subject_id', '=', actor.personId),
      'is-company-admin': outOfReach,
      'former-template-archived': ({ actor, input }) => formerIsArchived(actor.accountId, input.undone),
      'template-not-assignable': ({ actor, input }) => mayNotGiveBack(actor, input.undone),
    },
    async apply(tx, personIds, run) {
      const { undone } = run.input
      const given = templateGivenBackToEach(run.accountId, personIds, undone)
      await recordEachOwn(tx, actedBy(run.actor, run.id), 'person.template-changed', given)
      await giveBackTemplates(tx, run.accountId, personIds, undone)
      return undefined
    },
  },
})
