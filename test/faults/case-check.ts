import words from '../../locales/en.json' with { type: 'json' }
import type { FaultAccount } from './fault-account.ts'
import type { FaultGround } from './fault-ground.ts'

/** Invited in every case, one after the other. */
export const PEOPLE = 3

export type State =
  | 'queued'
  | 'deferred'
  | 'accepted'
  | 'refused'
  | 'unconfirmed'
  | 'delivered'
  | 'bounced'
  | 'cancelled'

/** Of the three people's messages, in their order. */
export type States = [State, State, State]

/**
 * @param reason of the first person's message
 * @param paused why the whole account waits by the channel; null where it does not
 * @returns what is not as it was to be
 */
export async function compareWithLedger(
  { recorder }: FaultGround,
  { account }: FaultAccount,
  expected: State | States,
  { reason, paused }: { reason?: string | null; paused: string | null },
): Promise<string[]> {
  const messages = await recorder.rows<{ state: State; reason: string | null }>(
    'select state, reason from message where account_id = $1 order by person_id',
    [account.id],
  )
  const [row] = await recorder.rows<{ reason: string | null }>(
    'select coalesce(sending_paused_reason, sms_paused_reason) as reason from account where id = $1',
    [account.id],
  )
  const states = messages.map(one => one.state).join(' ')
  const wanted = Array.isArray(expected) ? expected.join(' ') : Array(PEOPLE).fill(expected).join(' ')
  const wrong: string[] = []
  if (states !== wanted) wrong.push(`messages are ${states}, were to be ${wanted}`)
  if (row!.reason !== paused)
    wrong.push(`the account waits because of ${row!.reason}, was to because of ${paused}`)
  const known = messages[0]?.reason ?? null
  if (reason !== undefined && known !== reason) wrong.push(`the reason is ${known}, was to be ${reason}`)
  for (const told of [known, row!.reason])
    if (told !== null && !(`reason.${told}` in words)) wrong.push(`there are no words for ${told}`)
  return wrong
}
