import { asOperator, type Db, inAccount, type Tx } from '../../db/connect.ts'
import { installationRecord } from './queries.ts'

/** Works on the record of an account, or on the installation's own. */
export const inRecord = <T>(db: Db, owner: string, work: (tx: Tx) => Promise<T>): Promise<T> =>
  owner === installationRecord ? asOperator(db, work) : inAccount(db, owner, work)
