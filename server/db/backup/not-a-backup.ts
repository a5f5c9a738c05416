/** A file that is no whole backup of ours: one sentence. */
export class NotABackup extends Error {}
