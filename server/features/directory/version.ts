/** Changes with every change of a record; the ETag of its card. */
export const versionOf = (changedAt: Date): string => `"${changedAt.getTime().toString(36)}"`
