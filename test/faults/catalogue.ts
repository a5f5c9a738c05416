import type { Fault } from './fault.ts'

/**
 * Everything that is broken on purpose: how often in the whole and in the short form, and what does it. What takes longest
 * in the short form comes first.
 */
export const faults: Record<string, CatalogueEntry> = {
  clock: { full: 40, short: 1, load: async () => (await import('./clock.ts')).clock },
  kill: { full: 200, short: 20, load: async () => (await import('./kill.ts')).kill },
  'sms-kill': { full: 200, short: 0, load: async () => (await import('./kill.ts')).smsKill },
  freeze: { full: 200, short: 2, load: async () => (await import('./freeze.ts')).freeze },
  'inactivation-kills': {
    full: 100,
    short: 2,
    load: async () => (await import('./inactivation-kills.ts')).inactivationKills,
  },
  races: { full: 10_000, short: 80, load: async () => (await import('./races.ts')).races },
  'invitation-model': {
    full: 5_000,
    short: 30,
    load: async () => (await import('./invitation-model.ts')).invitationModel,
  },
  'both-model': {
    full: 2_000,
    short: 12,
    load: async () => (await import('./both-model.ts')).bothModel,
  },
  prequalification: {
    full: 60,
    short: 4,
    load: async () => (await import('./prequalification.ts')).prequalification,
  },
  'prequalification-model': {
    full: 300,
    short: 0,
    load: async () => (await import('./prequalification-model.ts')).prequalificationModel,
  },
  database: { full: 100, short: 0, load: async () => (await import('./database.ts')).database },
  idempotency: {
    full: 1_000,
    short: 1_000,
    load: async () => (await import('./idempotency.ts')).idempotency,
  },
  'slow-answer': { full: 5, short: 0, load: async () => (await import('./slow-answer.ts')).slowAnswer },
  smtp: { full: 2, short: 1, isTimed: true, load: async () => (await import('./smtp.ts')).smtp },
  sms: { full: 1, short: 1, load: async () => (await import('./sms.ts')).sms },
  enumeration: {
    full: 2_000,
    short: 100,
    isTimed: true,
    load: async () => (await import('./enumeration.ts')).enumeration,
  },
}

export type CatalogueEntry = {
  /** Kills, freezes, races, posts, sequences or seconds. */
  full: number
  /** 0: not in the short form. */
  short: number
  /** It reads clocks of its own, so that nothing may run beside it. */
  isTimed?: true
  load: () => Promise<Fault>
}
