import type { UserJudge } from '../bulk/index.ts'
import { methodFor, smsIsOpen } from '../delivery/index.ts'
import type { Installation } from '../settings/index.ts'

type Refusal = (judge: UserJudge) => ReturnType<UserJudge['state']>

/**
 * Why somebody's addresses do not serve, by the verification method. Nobody is left who could not be written to.
 * Source: seed 004; product.md section 2, errors before sending.
 */
export const addressRefusals = (installation: Installation): Record<string, Refusal> => {
  const about = (judge: UserJudge) => {
    const { state, account } = judge
    return {
      state,
      method: methodFor(account, installation),
      email: (...verdicts: ('ok' | 'missing' | 'malformed' | 'suppressed')[]) =>
        state('email_verdict', 'in', verdicts),
      phone: (
        ...verdicts: ('ok' | 'missing' | 'malformed' | 'no-country-code' | 'not-mobile' | 'suppressed')[]
      ) => state('phone_verdict', 'in', verdicts),
      never: state.or([]),
    }
  }
  /** What is wrong with a phone counts where it would be used, or was meant to be. */
  const phoneIs =
    (verdict: 'malformed' | 'no-country-code' | 'not-mobile'): Refusal =>
    judge => {
      const { state, method, email, phone, never } = about(judge)
      if (method === 'email-only') return never
      if (method === 'email-or-sms') return state.and([email('missing'), phone(verdict)])
      // A landline beside an e-mail address is no slip of the pen: there is no phone to write to.
      if (method === 'sms-or-email' && verdict !== 'not-mobile') return phone(verdict)
      return state.and([state.not(email('ok')), phone(verdict)])
    }

  return {
    'no-address': judge => {
      const { state, email, phone } = about(judge)
      return state.and([email('missing'), phone('missing')])
    },
    'email-required-by-policy': judge =>
      judge.account.verificationMethod === 'email-only' ? about(judge).email('missing') : about(judge).never,
    'sms-not-set-up': judge => (smsIsOpen(installation) ? about(judge).never : about(judge).email('missing')),
    'email-malformed': judge => {
      const { state, method, email, phone } = about(judge)
      if (method === 'email-or-sms' || method === 'email-only') return email('malformed')
      return state.and([email('malformed'), state.not(phone('ok'))])
    },
    'phone-without-country-code': phoneIs('no-country-code'),
    'phone-malformed': phoneIs('malformed'),
    'phone-not-mobile': phoneIs('not-mobile'),
    'address-suppressed': judge => {
      const { state, method, email, phone } = about(judge)
      if (method === 'email-only') return email('suppressed')
      if (method === 'email-or-sms') {
        const isCutOff = judge.account.smsAfterBounce
          ? state.and([email('suppressed'), state.not(phone('ok'))])
          : email('suppressed')
        return state.or([isCutOff, state.and([email('missing'), phone('suppressed')])])
      }
      return state.and([
        state.not(email('ok')),
        state.not(phone('ok')),
        state.or([email('suppressed'), phone('suppressed')]),
      ])
    },
  }
}

/** Refusals that say what is wrong with the person's addresses: who was never invited is in Error with them. */
export const addressReasons = new Set([
  'no-address',
  'email-required-by-policy',
  'sms-not-set-up',
  'email-malformed',
  'phone-without-country-code',
  'phone-malformed',
  'phone-not-mobile',
  'address-suppressed',
])
