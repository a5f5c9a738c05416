import type { SmtpCase } from './smtp-cases.ts'

/**
 * The same through Debian's smtp-sink, which comes with Postfix: somebody else's server, that fails for everybody alike. Its
 * switches: -r refuses softly, -f for good, -q hangs up, -Q hangs up with 421, -w waits after DATA.
 */
const beforeAnyMessage = (
  [
    ['-r', 'CONNECT', 'temporarily-refused'],
    ['-f', 'CONNECT', 'mail-system-not-taking'],
    ['-q', 'CONNECT', 'server-unreachable'],
    ['-r', 'EHLO,HELO', 'temporarily-refused'],
    ['-f', 'EHLO,HELO', 'mail-system-not-taking'],
    ['-q', 'EHLO', 'server-unreachable'],
  ] as const
).map(
  ([how, step, paused]): SmtpCase => ({
    what: `smtp-sink ${how} ${step}`,
    sink: [how, step],
    meanwhile: 'queued',
    paused,
  }),
)

const steps = ['MAIL', 'RCPT', 'DATA', '.'] as const

const later = steps.flatMap((step): SmtpCase[] =>
  (
    [
      ['-r', 'temporarily-refused'],
      ['-Q', 'temporarily-refused'],
      ['-q', 'server-unreachable'],
    ] as const
  )
    .filter(([how]) => step !== '.' || how === '-r')
    .map(([how, reason]) => ({
      what: `smtp-sink ${how} ${step}`,
      sink: [how, step],
      meanwhile: 'deferred',
      reason,
      paused: null,
    })),
)

const never = steps.map(
  (step): SmtpCase => ({
    what: `smtp-sink -f ${step}`,
    sink: ['-f', step],
    meanwhile: 'refused',
    reason: 'mail-system-not-taking',
    paused: null,
    afterwards: ['refused', 'refused', 'refused'],
    copies: 0,
  }),
)

const doubtful: SmtpCase = {
  what: 'smtp-sink -q .',
  sink: ['-q', '.'],
  meanwhile: 'unconfirmed',
  reason: 'answer-not-heard',
  paused: null,
  afterwards: ['unconfirmed', 'unconfirmed', 'unconfirmed'],
  copies: 0,
}

const slow: SmtpCase = {
  what: 'smtp-sink -w: silent after DATA',
  sink: ['-w', '5'],
  meanwhile: 'deferred',
  reason: 'server-unreachable',
  paused: null,
}

export const smtpSinkCases: SmtpCase[] = [...beforeAnyMessage, ...later, ...never, doubtful, slow]
