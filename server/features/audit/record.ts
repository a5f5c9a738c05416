import type { RawBuilder } from 'kysely'
import type { AuditDetail, AuditEventName } from '../../../contract/audit.ts'
import type { InstallationDetail, InstallationEventName } from '../../../contract/installation-events.ts'
import type { Tx } from '../../db/connect.ts'
import { newId } from '../../lib/ids.ts'
import {
  insertEvent,
  insertEventOfEach,
  insertEvents,
  insertInstallationEvent,
  insertOwnEventOfEach,
} from './queries.ts'

/** Who acted, and in which run. */
export type ActedBy = {
  accountId: string
  /** Null where the installation itself acts. */
  actorId: string | null
  runId?: string | null
}

/** Puts an act on the record, in the transaction that does it. @param subjectId the person acted on */
export async function record<Name extends AuditEventName>(
  tx: Tx,
  by: ActedBy,
  event: Name,
  detail: AuditDetail<Name>,
  subjectId: string | null = null,
): Promise<void> {
  await insertEvent(tx, by, { id: newId(), event, subjectId, detail })
}

/** Puts many acts of one kind on the record, each with its own detail, in the transaction that does them. */
export async function recordAll<Name extends AuditEventName>(
  tx: Tx,
  by: ActedBy,
  event: Name,
  details: AuditDetail<Name>[],
): Promise<void> {
  if (details.length) await insertEvents(tx, by, event, details)
}

/** Puts the same act on many people on the record, one event for each, in the transaction that does it. @param people selects their `person_id` */
export async function recordEach<Name extends AuditEventName>(
  tx: Tx,
  by: ActedBy,
  event: Name,
  detail: AuditDetail<Name>,
  people: RawBuilder<{ person_id: string }> | string[],
): Promise<void> {
  await insertEventOfEach(tx, by, { event, detail }, people)
}

/**
 * Puts the same kind of act on many people on the record, each with its own detail, in the transaction that does it.
 *
 * @param people selects their `person_id` and `detail`, a jsonb as the event's schema has it
 */
export async function recordEachOwn(
  tx: Tx,
  by: ActedBy,
  event: AuditEventName,
  people: RawBuilder<{ person_id: string; detail: unknown }>,
): Promise<void> {
  await insertOwnEventOfEach(tx, by, event, people)
}

/**
 * Puts an act of a super admin on the installation's own record, in the transaction that does it. @param tx as operator
 *
 * @param loginId who acted; null where the command line or the set-up did
 * @param subjectId the account or login acted on
 */
export async function recordForInstallation<Name extends InstallationEventName>(
  tx: Tx,
  loginId: string | null,
  event: Name,
  detail: InstallationDetail<Name>,
  subjectId: string | null = null,
): Promise<void> {
  await insertInstallationEvent(tx, { id: newId(), event, actor_id: loginId, subject_id: subjectId, detail })
}
