import { needs } from '../../permissions/index.ts'

/** Whoever may have something sent may have it tried again. */
export const maySendNow = needs('directory.create-and-edit-users')
