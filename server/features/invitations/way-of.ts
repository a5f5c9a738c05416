import type { Expression, SqlBool } from 'kysely'
import type { UserJudge, Way } from '../bulk/index.ts'
import { methodFor } from '../delivery/index.ts'
import type { Installation } from '../settings/index.ts'

/** By which way somebody who is not refused is written to; as the ledger chooses when it writes the messages. */
export function wayOf(installation: Installation, { state, account }: UserJudge): Expression<Way | null> {
  const email = state('email_verdict', '=', 'ok')
  const sms = state('phone_verdict', '=', 'ok')
  const way = (name: Way) => state.cast<Way | null>(state.val(name), 'text')
  const choose = state.case()
  switch (methodFor(account, installation)) {
    case 'email-only':
      return way('email')
    case 'email-or-sms':
      return choose.when(email).then(way('email')).else(way('sms')).end()
    case 'sms-or-email':
      return choose.when(sms).then(way('sms')).else(way('email')).end()
    case 'both':
      return choose
        .when(state.and([email, sms]))
        .then(way('both'))
        .when(email)
        .then(way('email'))
        .else(way('sms'))
        .end()
  }
}

/** Whether one of the ways of somebody who is not refused is an SMS. */
export function getsSms(installation: Installation, { state, account }: UserJudge): Expression<SqlBool> {
  const sms = state('phone_verdict', '=', 'ok')
  switch (methodFor(account, installation)) {
    case 'email-only':
      return state.or([])
    case 'email-or-sms':
      return state.and([state('email_verdict', 'in', ['missing', 'suppressed']), sms])
    default:
      return sms
  }
}
