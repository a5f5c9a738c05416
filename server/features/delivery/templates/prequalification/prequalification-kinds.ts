export const prequalificationKinds = [
  'invitation',
  'reminder',
  'changes',
  'submitted',
  'resubmitted',
  'expiry',
  'expiry-contact',
] as const
export type PrequalificationKind = (typeof prequalificationKinds)[number]
