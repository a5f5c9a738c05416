import { anAccount, aUser, type TestAccount } from '../../../test/account.ts'
import { aPlace } from '../../../test/place.ts'
import { runActions } from '../../../test/run-actions.ts'

/** The directory over HTTP, with a database of its own; for the tests of one file. */
export async function theDirectory() {
  const { database, ask } = await aPlace()
  const { db } = database
  const added = async (account: TestAccount, url: string, payload: object) => {
    const { status, body } = await ask(account, 'POST', url, { payload })
    if (status !== 201) throw new Error(`${url} was answered with ${status} ${JSON.stringify(body)}`)
    return body as { id: string; version: string }
  }
  return {
    ask,
    added,
    db,
    /** Lets a worker carry out what was pressed. */
    carryOut: () => runActions(database).work(),
    anAccount: () => anAccount(db),
    aUser: (account: TestAccount, more?: Parameters<typeof aUser>[2]) => aUser(db, account, more),
    aCompany: (account: TestAccount, name: string, more = {}) =>
      added(account, '/companies', { name, ...more }),
    aProject: (account: TestAccount, name: string) => added(account, '/projects', { name }),
    aContact: (account: TestAccount, projectId: string, lastName: string, more = {}) =>
      added(account, `/projects/${projectId}/contacts`, { lastName, ...more }),
    put: (account: TestAccount, projectId: string, personId: string, templateId: string | null = null) =>
      ask(account, 'PUT', `/projects/${projectId}/people/${personId}`, { payload: { templateId } }),
  }
}

export const namesOf = (answer: { body: { items: { name: string }[] } }) =>
  answer.body.items.map(item => item.name)
export const faultsIn = (answer: { body: { faults?: { path: string[]; reason: string }[] } }) =>
  (answer.body.faults ?? []).map(({ path, reason }) => [path.join('.'), reason])
