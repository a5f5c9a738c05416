import type { MessageKind } from '../../delivery/index.ts'
import { accountSettings, type Installation } from '../../settings/index.ts'
import type { BulkCatalogue } from '../bulk-action.ts'
import { countItems, runRows } from '../view-queries.ts'
import { endInWords } from './end-in-words.ts'
import { stillThere } from './notice-queries.ts'

/** The e-mail to who started a run, when it is finished. */
export const runFinishedMessages = (installation: Installation, catalogue: BulkCatalogue): MessageKind => ({
  names: ['run-finished'],
  stillWanted: stillThere,
  isSingle: true,

  async describe(tx, { accountId, about, language }) {
    const account = await accountSettings(tx, accountId)
    const [run] = await runRows(tx, accountId, { runId: about!, limit: 1 })
    const words = endInWords(catalogue, run!, await countItems(tx, accountId, [about!]), language)
    return {
      template: 'run-finished',
      variables: { account: { name: account.name }, run: words },
      replyTo: null,
      listName: account.name,
    }
  },

  slots: (_, { invitationId: runId }) => ({ link: `${installation.publicUrl}/runs/${runId}` }),

  settled: async () => {},
})
