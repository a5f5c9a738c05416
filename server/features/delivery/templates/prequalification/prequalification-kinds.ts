export const prequalificationKinds = [
  'invitation',
  'reminder',
  'changes',
  'expiry',
  'expiry-contact',
] as const
export type PrequalificationKind = (typeof prequalificationKinds)[number]
