/** How long a link to a new password, or to a confirmed address, works. */
export const linkLifeMinutes = 60

export const linkExpiresAt = (now: Date): Date => new Date(now.getTime() + linkLifeMinutes * 60_000)
