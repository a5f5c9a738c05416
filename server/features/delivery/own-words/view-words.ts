import {
  type MessageTemplateList,
  type MessageTemplateName,
  type MessageTemplateVersion,
  type MessageTemplateView,
  type MessageWords,
  messageTemplateNames,
} from '../../../../contract/message-templates.ts'
import { languages } from '../../../../contract/people.ts'
import type { Tx } from '../../../db/connect.ts'
import type { Language } from '../templates/index.ts'
import { ourWords } from './editable-words.ts'
import { versionRows } from './queries.ts'
import { variablesOf } from './sample.ts'

/** As the ledger and the code call it: addresses of the API have no slash inside a name. */
export const templateOf = (name: MessageTemplateName) => name.replace('.', '/')

/** Every message that may have own words, in each language, with who wrote the words in force. */
export async function listTemplates(tx: Tx, accountId: string): Promise<MessageTemplateList> {
  const rows = await versionRows(tx, accountId)
  const items = messageTemplateNames.flatMap(name =>
    languages.map(language => {
      const row = rows.find(one => one.template === templateOf(name) && one.language === language)
      return { name, language, latest: row ? versionOf(row) : null }
    }),
  )
  return { items }
}

export async function viewTemplate(
  tx: Tx,
  accountId: string,
  name: MessageTemplateName,
  language: Language,
): Promise<MessageTemplateView> {
  const template = templateOf(name)
  const ours = ourWords(template, language)
  const rows = await versionRows(tx, accountId, { template, language })
  const versions = rows.map(row => ({ ...versionOf(row), words: (row.words as MessageWords | null) ?? ours }))
  const [latest] = versions
  return {
    name,
    language,
    words: latest?.words ?? ours,
    ours,
    isOurs: latest?.isOurs ?? true,
    version: `"${latest?.number ?? 0}"`,
    variables: variablesOf(template),
    versions,
  }
}

function versionOf(row: Awaited<ReturnType<typeof versionRows>>[number]): MessageTemplateVersion {
  return {
    number: row.number,
    isOurs: row.words === null,
    by: { id: row.created_by, name: `${row.first_name} ${row.last_name}`.trim() },
    at: row.created_at.toISOString(),
  }
}
