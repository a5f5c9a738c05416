import { type PromotionInput, promotionInput } from '../../../../contract/inactivation.ts'
import { recordEach } from '../../audit/index.ts'
import { type BulkAction, changedSinceRun, defineBulkAction } from '../../bulk/index.ts'
import { actedBy, templatesOf } from '../../permissions/index.ts'
import { addressTaken } from '../leaving/come-back.ts'
import { sharingAddress } from '../leaving/inactivation-queries.ts'
import { faultsOfReactivation } from '../leaving/judge-reactivation.ts'
import { demote, isNeededAsUser, promote } from '../leaving/promotion-queries.ts'

/** Makes users of contacts: from then on they can be invited. Nobody is written to. Source: product.md section 3. */
export const promoteContacts: BulkAction<PromotionInput, 'contact'> = defineBulkAction({
  name: 'contact.promote',
  subject: 'contact',
  permission: 'contacts.promote',
  input: promotionInput,
  sends: false,
  judgesEach: () => true,
  faultsOf: (tx, actor, { templateId }) =>
    faultsOfReactivation(tx, actor, { templateId, withCompany: false }),

  refusals: {
    inactive: ({ state }) => state('status', '=', 'inactive'),
    'email-in-use': addressTaken,
  },

  async apply(tx, personIds, run) {
    const { accountId, input } = run
    const late = new Set(await sharingAddress(tx, accountId, personIds))
    const promoted = personIds.filter(id => !late.has(id))
    await promote(tx, accountId, promoted, input.templateId)
    const template = (await templatesOf(tx, accountId)).find(one => one.id === input.templateId)?.name ?? ''
    const detail = { templateId: input.templateId, template }
    await recordEach(tx, actedBy(run.actor, run.id), 'person.promoted', detail, promoted)
    return { refused: [...late].map(subjectId => ({ subjectId, reason: 'email-in-use' })) }
  },

  undo: {
    // Contacts no more, they are undone as what they became.
    subject: 'user',
    refusals: {
      'changed-since-run': ({ actor, input }) => changedSinceRun(actor.accountId, input.undone),
      'needed-as-user': ({ actor }) => isNeededAsUser(actor.accountId),
    },
    async apply(tx, personIds, run) {
      await demote(tx, run.accountId, personIds)
      await recordEach(tx, actedBy(run.actor, run.id), 'person.made-contact', {}, personIds)
      return undefined
    },
  },
})
