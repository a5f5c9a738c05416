export const invitationKinds = ['welcome', 'first-follow-up', 'second-follow-up', 'last-follow-up'] as const
export type InvitationKind = (typeof invitationKinds)[number]
