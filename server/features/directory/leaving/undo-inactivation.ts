import type { InactivationInput } from '../../../../contract/inactivation.ts'
import { recordEach } from '../../audit/index.ts'
import type { Undo } from '../../bulk/index.ts'
import { actedBy } from '../../permissions/index.ts'
import { addressTaken, comeBack } from './come-back.ts'
import {
  companyIsInactive,
  isAsLeftBy,
  runsInactivatingFor,
  templateIsArchived,
} from './inactivation-queries.ts'
import { callOffPlans, isPlannedBy } from './planning-queries.ts'
import type { Succession } from './succession.ts'

/**
 * Brings back whom a run inactivated, gives them back the open items that it handed over, and calls off what it planned.
 * What ended with them stays ended: sessions, API keys and invitations.
 */
export const undoInactivation = (succession: Succession): Undo<InactivationInput, 'user'> => ({
  refusals: {
    'changed-since-run': ({ state, actor, input }) =>
      state.not(
        state.or([isAsLeftBy(actor.accountId, input.undone), isPlannedBy(actor.accountId, input.undone)]),
      ),
    // Whose inactivation is only called off is active, whatever became of company and template.
    'company-inactive': ({ state, actor }) =>
      state.and([state('status', '=', 'inactive'), companyIsInactive(actor.accountId)]),
    'template-archived': ({ state, actor }) =>
      state.and([state('status', '=', 'inactive'), templateIsArchived(actor.accountId)]),
    'email-in-use': addressTaken,
  },

  async apply(tx, personIds, run) {
    const { accountId, input } = run
    const called = new Set(await callOffPlans(tx, accountId, personIds, { runId: input.undone }))
    const by = actedBy(run.actor, run.id)
    if (called.size) await recordEach(tx, by, 'person.inactivation-cancelled', {}, [...called])
    const gone = personIds.filter(id => !called.has(id))
    const { refused = [] } = await comeBack(tx, gone, run)
    const back = gone.filter(id => !refused.some(one => one.subjectId === id))
    const undone = await runsInactivatingFor(tx, accountId, input.undone)
    return { refused, notes: await succession.takeBack(tx, back, undone, run) }
  },
})
