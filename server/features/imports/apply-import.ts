import { type Db, inAccount, type Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import { Problem } from '../../lib/problem.ts'
import { record, recordAll, recordEach, recordEachOwn } from '../audit/index.ts'
import { startRun } from '../bulk/index.ts'
import { suppressKnownAddresses } from '../delivery/index.ts'
import { type Actor, actedBy, loadAnew, refuseUnless } from '../permissions/index.ts'
import * as apply from './apply-queries.ts'
import type { ImportEffects } from './import-effects.ts'
import { judgeLines } from './judge-lines.ts'
import { mayImport } from './policy.ts'
import { lockImport } from './queries.ts'
import { createStage, stageCheckedLines } from './staging-queries.ts'

/**
 * Applies the good lines of a checked file, all in one transaction: a crash leaves nothing done, and the file ready to be
 * applied again.
 *
 * Every line is judged once more: one that would now do something else than its check said becomes faulty.
 * @throws Problem not-permitted, not-found, import-already-applied
 */
export async function applyImport(
  db: Db,
  effects: ImportEffects,
  actor: Actor,
  importId: string,
  { sendInvitation }: { sendInvitation: boolean },
): Promise<void> {
  refuseUnless(actor, mayImport)
  // Where somebody takes an address or id of the file after it was judged, all is judged anew and that line is refused.
  await inAccount(db, actor.accountId, async tx => {
    await applyLines(tx, effects, actor, importId)
    if (sendInvitation) await inviteThem(tx, effects, actor, importId)
  })
}

async function applyLines(tx: Tx, effects: ImportEffects, actor: Actor, importId: string): Promise<void> {
  const { accountId } = actor
  const by = actedBy(actor)
  const locked = await lockImport(tx, accountId, importId)
  if (!locked) throw new Problem('not-found')
  if (locked.applied_at) throw new Problem('import-already-applied')
  await apply.awaitTurn(tx, accountId)
  await createStage(tx)
  await stageCheckedLines(tx, accountId, importId)
  await apply.lockCheckedPeople(tx, accountId, actor.personId)
  // Read anew under that lock: somebody may have taken the right to import away from them, by an import of their own.
  const importer = await loadAnew(tx, actor)
  if (!importer) throw new Problem('not-permitted')
  refuseUnless(importer, mayImport)
  await judgeLines(tx, importer, { isSecondLook: true })

  const companies = await apply.unknownCompanies(tx, accountId)
  const added = companies.map(name => ({ id: newId(), name }))
  await apply.insertCompanies(tx, accountId, added)
  const readdressed = await apply.peopleWithNewEmail(tx, accountId)
  if (readdressed.length) {
    for (const listener of effects.whenAddressChanges) await listener(tx, accountId, readdressed)
  }
  const rephoned = await apply.peopleWithNewPhone(tx, accountId)
  for (const listener of effects.whenPhoneChanges) await listener(tx, accountId, rephoned)
  await apply.insertPeople(tx, accountId)
  await recordEachOwn(tx, by, 'person.changed', apply.changesOfLines(accountId, importId))
  await apply.updatePeople(tx, accountId)
  await suppressKnownAddresses(tx, accountId, null)
  await apply.noteVerdicts(tx, accountId, importId)
  await apply.markApplied(tx, accountId, importId)
  await recordAll(
    tx,
    by,
    'company.added',
    added.map(({ id, name }) => ({ companyId: id, company: name })),
  )
  await recordEach(tx, by, 'person.added', { importId }, apply.addedPeople())
  await record(tx, by, 'import.applied', { importId, fileName: locked.file_name })
}

async function inviteThem(tx: Tx, effects: ImportEffects, actor: Actor, importId: string): Promise<void> {
  await apply.warnOfPassedOver(tx, actor.accountId, importId)
  const ids = await apply.peopleToInvite(tx, actor.accountId, importId)
  if (!ids.length) return
  const press = { selection: { ids }, input: {}, reviewedAt: null, idempotencyKey: null }
  const runId = await startRun(tx, effects.catalogue, actor, effects.invite, press)
  await apply.noteRun(tx, actor.accountId, importId, runId)
}
