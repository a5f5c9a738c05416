/** By what brings somebody in: a one-time link, or a temporary password. */
export const linkKinds = [
  'welcome',
  'again',
  'first-follow-up',
  'second-follow-up',
  'last-follow-up',
] as const
export type LinkKind = (typeof linkKinds)[number]
export type InvitationKind = LinkKind | `${LinkKind}-password`
export const invitationKinds: InvitationKind[] = [
  ...linkKinds,
  ...linkKinds.map(kind => `${kind}-password` as const),
]
