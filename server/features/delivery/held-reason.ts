/** Of messages that a restore held back: whether they were sent is for somebody to say. */
export const heldReason = 'restored-from-backup'
